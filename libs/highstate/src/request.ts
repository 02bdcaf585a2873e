import type { FileTree } from '@fleet/fileserver';
import type { StateDefinition } from '@fleet/states';
import type { Value, ValueMap } from '@fleet/values';

/** What to compile. */
export type CompileRequest = CompileOptions &
  /** `top`: a top file of another name. */
  (
    | { readonly kind: 'highstate'; readonly top?: string }
    /** SLS names, globs allowed: `cortensord`, `web.*`. */
    | { readonly kind: 'sls'; readonly sls: readonly string[] }
    /** One ID of one SLS, with whatever it requires left out. */
    | { readonly kind: 'id'; readonly id: string; readonly sls: readonly string[] }
    /** One chunk given on the command line. */
    | { readonly kind: 'single'; readonly function: string; readonly name: string; readonly arguments: ValueMap }
  );

export interface CompileOptions {
  /** Default: `base`; a highstate without one reads the top files of all environments. */
  readonly environment?: string;
  readonly test?: boolean;
  /** As the `exclude` of an SLS: SLS names, `{sls: …}`, `{id: …}`. */
  readonly exclude?: readonly Value[];
  /** Globs on IDs: chunks that they hit, and what these wait for; without, all. */
  readonly only?: readonly string[];
  /** Globs on IDs: chunks that are left out. What waits for one of them refuses the run. */
  readonly except?: readonly string[];
  /** Merged over the minion's pillar, for this run alone. */
  readonly pillar?: ValueMap;
}

/** Names of execution functions. */
export type FunctionNames = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>;

/** What a compile may know. All of it is looked at only. */
export interface CompileContext {
  readonly tree: FileTree;
  readonly id: string;
  readonly grains: ValueMap;
  readonly pillar: ValueMap;
  readonly opts: ValueMap;
  /** Execution functions, for `salt[…]` in templates. */
  readonly call?: (name: string, args: readonly Value[], kwargs: ValueMap) => Value | Promise<Value>;
  /** Names of all that `call` can call; absent, every name is taken to exist until it is called. */
  readonly functions?: FunctionNames;
  readonly states: ReadonlyMap<string, StateDefinition>;
  /** Why a function or a state of that name is forbidden on this machine; `cmd.run` stands for every command line. */
  readonly refuses?: (name: string) => string | undefined;
  /** Node groups by name, for `match: nodegroup` in top files. */
  readonly nodegroups?: ReadonlyMap<string, string>;
}

/** How far to compile: `state.show_top` needs no SLS rendered, `state.show_lowstate` no state function known. */
export type Stage = 'top' | 'sls' | 'high' | 'low' | 'checked';

export interface CompileDepth {
  /** Default: all of it. */
  readonly until?: Stage;
  /** What SLS say, before `extend`, `exclude`, `use` and `*_in` are applied: what Salt shows of high data and of the low data of an SLS. */
  readonly asWritten?: boolean;
  /** Goes on behind `until`, and tells as warnings what would be refused there. */
  readonly foresee?: boolean;
}
