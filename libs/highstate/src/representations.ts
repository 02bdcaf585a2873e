import type { Place } from '@fleet/diagnostics';
import type { StateDefinition } from '@fleet/states';
import type { Value, ValueMap } from '@fleet/values';
import type { RequisiteKind } from './requisite-kinds.js';

/**
 * What the passes hand on, one representation after the other: which SLS are wanted (`top`), what they say (`sls`), who says
 * what about which ID (`high`), and single calls of state functions in the order in which they run (`low`).
 */

/** Finds a place only when somebody wants to know: most of what is written is right, and finding places takes time. */
export type Locate = () => Place | undefined;

// ---- top ------------------------------------------------------------------------------------------------------------

export interface WantedSls {
  readonly environment: string;
  readonly sls: string;
  /** Where a top file or an include asked for it. */
  readonly at?: Place;
  /** `ignore_missing` of the top file. */
  readonly optional?: boolean;
}

// ---- sls ------------------------------------------------------------------------------------------------------------

export interface SlsFile {
  readonly environment: string;
  readonly sls: string;
  readonly path: string;
  readonly body: ValueMap;
  /** The SLS through which it was first reached: what included it, what included that, and so on. */
  readonly includedFrom: readonly string[];
  /** When it was opened, counted from 0: an SLS is opened before what it includes, and told after it. */
  readonly opened: number;
  /** Where something in `body` stands in the template, or `otherwise` where that is not known. */
  readonly at: (container: Value, step?: Value, otherwise?: Locate) => Locate;
}

// ---- high -----------------------------------------------------------------------------------------------------------

/** One argument of a part: `- key: value`. */
export interface Argument {
  readonly key: string;
  readonly value: Value;
  readonly at?: Locate;
  /** Came through `use`: dropped where the state does not know it. */
  readonly inherited?: boolean;
  /** The file whose `at` knows what is inside `value`. */
  readonly file?: SlsFile;
}

/** One module under an ID, with its function and arguments. */
export interface Part {
  readonly module: string;
  readonly function: string;
  readonly arguments: readonly Argument[];
  readonly at?: Locate;
  /** Position among all definitions, from 10000; an `order` argument overrides it. Absent: only an extension says it. */
  readonly order?: number;
  readonly written: Written;
}

/** A part as its SLS says it. */
export interface Written {
  /** `file`, or `file.managed`. */
  readonly key: string;
  readonly value: Value;
}

export interface Declaration {
  readonly id: string;
  readonly file: SlsFile;
  readonly at?: Locate;
  readonly parts: readonly Part[];
}

export interface Extension {
  readonly id: string;
  readonly file: SlsFile;
  readonly at?: Locate;
  readonly parts: readonly (Omit<Part, 'function' | 'order'> & { readonly function?: string })[];
}

export interface Exclusion {
  readonly kind: 'sls' | 'id';
  /** A glob for `sls`. */
  readonly name: string;
  readonly at?: Locate;
}

export interface High {
  readonly declarations: readonly Declaration[];
  readonly extensions: readonly Extension[];
  readonly exclusions: readonly Exclusion[];
  /** IDs that were taken out. */
  readonly excluded: ReadonlySet<string>;
}

// ---- low ------------------------------------------------------------------------------------------------------------

/** One use of a state function as written, for one of its `names`, before it is known whether there is such a function. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly function: string;
  readonly sls: string;
  readonly environment: string;
  readonly includedFrom: readonly string[];
  readonly file: SlsFile;
  readonly at?: Locate;
  /** Where its function is named: above its name where there are `names`. */
  readonly functionAt?: Locate;
  /** Where its `name` is written, if it is. */
  readonly nameAt?: Locate;
  /** Without `name`, `names` and `order`. */
  readonly arguments: readonly Argument[];
  readonly order: Order;
  /** Resolved, `*_in` of others included; empty until the pass that links fills it. */
  readonly requisites: Requisite<Call>[];
  /** What `*_in` of others brought, as references to them. */
  readonly received: Reference[];
  /** `listen_in`: who is to hear of it at the end. */
  readonly heardBy: Call[];
}

export interface Order {
  /** Absent where nothing gives one: then it comes after everything that has a number. */
  readonly written?: number | 'first' | 'last';
  /** 1 for the first of `names`, 0 where there are none: each is a ten-thousandth further on. */
  readonly name: number;
  /** What `written` comes to; known when the chunks are in order. */
  final: number;
}

/** A requisite as written: `require: - file: /etc/x`. */
export interface Reference {
  readonly kind: RequisiteKind;
  /** `require_in`: the target is what requires. */
  readonly inverse: boolean;
  /** `file`, or `id` or `sls`. */
  readonly what: string;
  /** An ID, a name or an SLS; a glob where it holds `*`, `?` or `[`. */
  readonly target: string;
  readonly at?: Locate;
}

/** A requisite as resolved: everything that it hits. */
export interface Requisite<T = Chunk> {
  readonly kind: RequisiteKind;
  readonly targets: readonly T[];
}

/** A turn of a chunk; before a prereq runs, what it names has one in which it is only looked at. */
export interface Turn<T = Chunk> {
  readonly of: T;
  readonly look: boolean;
}

export interface Retry {
  readonly attempts: number;
  readonly until: boolean;
  /** Seconds. */
  readonly interval: number;
  /** Up to so many seconds more, by chance. */
  readonly splay: number;
}

/** A condition: a shell command or a call of an execution function. What is neither decides nothing, as in Salt. */
export type Condition =
  | { readonly command: string }
  | { readonly call: string; readonly args: readonly Value[]; readonly kwargs: ValueMap; readonly get?: string }
  | { readonly ignored: Value };

/** What the engine itself does around a state function. */
export interface ChunkOptions {
  readonly unless: readonly Condition[];
  readonly onlyif: readonly Condition[];
  readonly creates: readonly string[];
  readonly checkCommand: readonly string[];
  readonly retry?: Retry;
  readonly failhard: boolean;
  readonly parallel: boolean;
  readonly runas?: string;
  /** Permission bits that what it makes does not get. */
  readonly umask?: number;
  /** Arguments of the state that its conditions do not run with: `cwd`, `env`, … */
  readonly conditionsWithout: readonly string[];
  /** `onfail_stop: False`: what it handles well does not fail the run. */
  readonly handlesFailure: boolean;
  /** `destroys: False`: what it takes away is worth nothing (a lock, a cache), and needs nobody's leave. */
  readonly expendable: boolean;
  readonly fireEvent?: boolean | string;
  readonly reload: readonly ('grains' | 'pillar')[];
}

/** One call of a state function. */
export interface Chunk {
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly function: string;
  readonly sls: string;
  /** As {@link SlsFile.includedFrom}. */
  readonly includedFrom: readonly string[];
  readonly environment: string;
  readonly order: number;
  readonly at?: Locate;
  /** Where an argument stands, or the chunk where it is not written. */
  readonly placeOf: (argument: string) => Locate | undefined;
  /** As written, with `name`; what the engine keeps for itself is in `options`. */
  readonly arguments: ValueMap;
  readonly options: ChunkOptions;
  /** Resolved, `*_in` of others included. */
  readonly requisites: Requisite[];
  /** `listen_in`: who is to hear of it at the end. */
  readonly heardBy: Chunk[];
  readonly definition: StateDefinition;
  /** Checked arguments; absent where a slot (`__slot__:salt:…`) is only known when the chunk runs. */
  readonly want?: object;
}
