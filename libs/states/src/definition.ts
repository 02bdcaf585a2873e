import type { ArgumentClass } from '@fleet/arguments';
import type { FileTree } from '@fleet/fileserver';
import type { Foreseen, Host, HostView } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';

/** What a state may know besides the machine. Nothing in it can touch the machine. */
export interface StateContext {
  readonly test: boolean;
  readonly id: string;
  readonly sls: string;
  readonly environment: string;
  readonly tree: FileTree;
  readonly grains: ValueMap;
  readonly pillar: ValueMap;
  readonly opts: ValueMap;
  /**
   * Renders a template of the tree, or a text, for `file.managed … template: jinja`.
   * @throws RenderRefused (room rendering) with diagnostics that point into the template.
   */
  readonly render: (source: { name: string; text: string }, context: ValueMap) => Promise<string>;
  /** A looking execution function; the runner hands none that touches in test mode. */
  readonly call: (name: string, args?: readonly Value[], kwargs?: ValueMap) => Promise<Value>;
  /** Values that must not be seen in changes, comments and diffs. */
  readonly secret: (text: string) => boolean;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
  /** What this chunk requires, directly: `file.directory … clean` and `file.recurse … clean` keep the files among it. */
  readonly required?: readonly { readonly state: string; readonly name: string }[];
  /** What requires this chunk, directly. */
  readonly neededBy?: () => readonly { readonly state: string; readonly name: string }[];
  /**
   * Texts that `file.accumulated` has gathered in this run: path of a file → name of the accumulator → texts. It writes here while it
   * plans, in test mode too; the states of that file hand them to their templates as `accumulator`.
   */
  readonly accumulated?: Map<string, Map<string, string[]>>;
  /** For `onWatch`: what it watches and has changed, as `module: id`; nothing for a listener. */
  readonly changedWatches?: readonly string[];
}

/** One thing that would be done: told before, done after. */
export interface Step {
  /** In the infinitive: "start cortensord@node_01". */
  readonly summary: string;
  /** What it changes, key → `[old, new]` or any value; known before it is done wherever that is possible. */
  readonly changes: ValueMap;
  /** Removes something that cannot be had back. */
  readonly destructive?: boolean;
  /**
   * Does it. What only doing can tell (a pid, a commit) is returned and replaces the planned changes; `comment` likewise.
   * @throws HostRefusal, StepFailed: the chunk's result is false, with the changes made so far.
   */
  apply(host: Host): Promise<void | { changes?: ValueMap; comment?: string }>;
}

export type Plan =
  /** No steps: the machine is as wanted, and `already` says in which way. With steps: `done` is the comment after them. */
  | {
      readonly steps: readonly Step[];
      readonly already: string;
      readonly done?: string;
      readonly would?: string;
      readonly warnings?: readonly string[];
    }
  | { readonly impossible: string; readonly changes?: ValueMap }
  /** For `test.*` and `check_cmd`-like states whose outcome is not a change of the machine. `null`: would change. */
  | {
      readonly verdict: boolean | null;
      readonly comment: string;
      readonly changes?: ValueMap;
      readonly warnings?: readonly string[];
    };

export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  constructor(
    message: string,
    readonly changes: ValueMap = new Map(),
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface StateDefinition<Want extends object = object> {
  /** `service.running` */
  readonly name: string;
  readonly doc: string;
  readonly args: ArgumentClass<Want>;
  /** An SLS that uses it; a spec compiles it. */
  readonly example: string;
  /** It may be told by other arguments what it is about. Otherwise an empty name is refused: a template put nothing there. */
  readonly emptyName?: true;
  /** What it may take away that no further run brings back: a sentence. A run asks for leave before its first step where one would. */
  readonly destroys?: string;
  /** What `plan` will ask about: the run asks for that of all its chunks at once. */
  foresees?(want: NoInfer<Want>): Foreseen;
  plan(host: HostView, want: Want, context: StateContext): Promise<Plan>;
  /** Salt's `mod_watch`: what happens when something it watches changed. Absent: a watch is only a require. */
  onWatch?(host: HostView, want: Want, context: StateContext): Promise<Plan>;
}

export function defineState<Want extends object>(definition: StateDefinition<Want>): StateDefinition<Want> {
  return definition;
}

/** What became of one chunk. `null`: test mode, would change. */
export interface StateResult {
  readonly result: boolean | null;
  readonly comment: string;
  readonly changes: ValueMap;
  readonly warnings: readonly string[];
  /** What it would destroy, or was not allowed to: summaries of steps. */
  readonly destroys?: readonly string[];
}

/** The one place that turns plans into results: test mode, failures half-way, comments. The runner and specs use it. */
export type ApplyPlan = (
  plan: Plan,
  host: Host,
  /** `spare`: nobody said yes to what it destroys, so it does nothing where it would. */
  options: { test: boolean; spare?: boolean },
) => Promise<StateResult>;
