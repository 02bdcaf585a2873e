import type { ArgumentClass } from '@fleet/arguments';
import type { FileTree } from '@fleet/fileserver';
import type { Host } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';

/** What a function may know of the minion that it runs on, besides the host. */
export interface FunctionContext {
  readonly id: string;
  /** Version of this fleet. */
  readonly version: string;
  readonly jid: string;
  /** The minion's configuration as templates see it (`opts`): no secrets in it. */
  readonly opts: ValueMap;
  readonly grains: () => Promise<ValueMap>;
  /** Compiled for this minion; cached for the run. @throws PillarRefused (room minion) with diagnostics. */
  readonly pillar: () => Promise<ValueMap>;
  /** Drops what `grains` or `pillar` have cached. */
  readonly refresh: (what: 'grains' | 'pillar') => Promise<void>;
  readonly tree: () => Promise<FileTree>;
  /** Another execution function, by its dotted name; the same context, the same host. */
  readonly call: (name: string, args?: readonly Value[], kwargs?: ValueMap) => Promise<Value>;
  /** Table of everything callable, for `sys.*`. */
  readonly functions: () => ReadonlyMap<string, FunctionDefinition>;
  /** State functions by name, for `sys.state_doc`; empty where the minion has none. */
  readonly stateDocs: () => ReadonlyMap<string, { readonly doc: string }>;
  /** Live progress; may be lost. */
  readonly progress: (text: string) => void;
  /** Aborts when the job is killed or the daemon stops. */
  readonly signal: AbortSignal;
}

export interface FunctionDefinition<Want extends object = object> {
  /** `service.restart` */
  readonly name: string;
  /** One sentence. */
  readonly doc: string;
  readonly args: ArgumentClass<Want>;
  /** As typed after the target: `service.restart cortensord@node_01`. */
  readonly example: string;
  /** How its value is best shown; default `nested`. */
  readonly out?: 'nested' | 'highstate' | 'txt';
  /**
   * @throws FunctionRefused for an answer of "no" with a sentence (`retcode` 1 unless it says otherwise), HostRefusal from the
   * host. Anything else is a defect of ours.
   */
  run(host: Host, want: Want, context: FunctionContext): Promise<Value | FunctionResult>;
}

/** A value together with a retcode that is not 0 (`cmd.run` of a failing command, `state.apply` with failures). */
export class FunctionResult {
  constructor(
    readonly value: Value,
    readonly retcode: number,
    /** Where the way to show it depends on what happened: `errors` for a refused compile. */
    readonly out?: 'nested' | 'highstate' | 'txt' | 'errors',
  ) {}
}

export class FunctionRefused extends Error {
  override readonly name = 'FunctionRefused';
  constructor(
    readonly code:
      | 'unknown-function'
      | 'bad-arguments'
      | 'not-found'
      | 'not-allowed'
      | 'busy'
      | 'failed'
      | 'timeout'
      | 'pillar-failed'
      | 'compile-failed',
    message: string,
    readonly details?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function defineFunction<Want extends object>(definition: FunctionDefinition<Want>): FunctionDefinition<Want> {
  return definition;
}
