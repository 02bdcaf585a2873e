import type { ArgumentClass } from '@fleet/arguments';
import type { FileTree } from '@fleet/fileserver';
import type { Host } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import type { Daemon, DaemonHands, MinionPaths } from './daemon.js';
import type { Phase } from './phase.js';

/** What a state says of itself. */
export interface StateDoc {
  readonly doc: string;
  readonly args?: ArgumentClass;
  /** An SLS. */
  readonly example?: string;
}

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
  /** Another pillar than that of the run, compiled anew each time; absent where there is none to ask. @throws PillarRefused */
  readonly pillarOf?: (wish: PillarWish) => Promise<ValueMap>;
  /** Where the value at a path of the pillar comes from; without a path, what feeds each top-level key. @throws PillarRefused */
  readonly explainPillar?: (path: string | undefined, wish: PillarWish) => Promise<ValueMap>;
  /** Drops what `grains` or `pillar` have cached; the daemon's scheduler reads its file again. */
  readonly refresh: (what: 'grains' | 'pillar' | 'schedule') => Promise<void>;
  readonly tree: () => Promise<FileTree>;
  /** Whoever asked for the job has said yes to what it destroys. */
  readonly confirmed?: boolean;
  /** They have said yes to whatever it destroys. */
  readonly mayDestroy?: boolean;
  /** Absent in a masterless run: a plan is the master's. */
  readonly plans?: Plans;
  /** What this minion remembers of the states that it applied; absent where nobody does. */
  readonly applied?: AppliedMemory;
  /** Called by a template, a condition or a state, not by a person: commands are then run without a shell unless they ask for one. */
  readonly nested?: boolean;
  /** Another execution function, by its dotted name; the same context, the same host. */
  readonly call: (name: string, args?: readonly Value[], kwargs?: ValueMap) => Promise<Value>;
  /** Why the owner of this machine forbids a function or a state of that name; absent: nothing is forbidden. */
  readonly refuses?: (name: string) => string | undefined;
  /** Table of everything callable, for `sys.*`. */
  readonly functions: () => ReadonlyMap<string, FunctionDefinition>;
  /** State functions by name, for `sys.state_doc` and `sys.state_argspec`; empty where the minion has none. */
  readonly stateDocs: () => ReadonlyMap<string, StateDoc>;
  readonly paths?: MinionPaths;
  /** Absent in a masterless run. */
  readonly daemon?: Daemon;
  /** Absent in a masterless run. @throws HostRefusal `test-mode` where nothing may be touched */
  readonly hands?: () => DaemonHands;
  /**
   * What a command says while it runs, as it comes: gathered, kept and shown by whoever runs the job. Absent where nobody does; then
   * `progress` tells some of it.
   */
  readonly output?: (stream: 'stdout' | 'stderr', text: string) => void;
  /** An entry of the mapping that the job will answer with: what is done so far is known, should the process be killed. */
  readonly partial?: (key: string, value: Value) => void;
  /** The redaction door for what a function has to redact itself, once it is known what is secret; absent where nobody redacts. */
  readonly redaction?: () => Promise<TextRedaction>;
  /** A part of the job begins or ends: a line of its output, for whoever watches and for the log of the job. Absent where nobody keeps it. */
  readonly phase?: (phase: Phase) => void;
  /** Live progress; may be lost. `place`: which part of the job, counted from 1, of how many. */
  readonly progress: (text: string, place?: Place) => void;
  /** Aborts when the job is killed or the daemon stops. */
  readonly signal: AbortSignal;
}

/** What plans of state runs are made and known again by. */
export interface Plans {
  /** By which this minion fingerprints what a plan is about. It never leaves the machine. */
  readonly key: () => Promise<Buffer>;
  /** What a plan says of this minion, by the job that it was made of. @throws FunctionRefused */
  readonly planned: (plan: string) => Promise<PlannedStates>;
}

export interface AppliedMemory {
  /** By which it is fingerprinted. It never leaves the machine. */
  readonly key: () => Promise<Buffer>;
  /** As it was written last; `undefined`: nothing was. */
  readonly read: () => Promise<string | undefined>;
  /** Nothing can be made of what was read: it is damaged, and begun anew with the next run. */
  readonly damaged: () => void;
  /** One after the other. What cannot be written is not remembered, and fails nothing. */
  readonly update: (change: (text: string | undefined) => string) => Promise<void>;
}

export interface PlannedStates {
  /** As `state.plan` made it. */
  readonly proof: string;
  /** What its states are called, in the same order. */
  readonly states: readonly string[];
  /** The last job that applied it here, and succeeded. */
  readonly appliedBy?: string;
}

/** Where a job of several parts stands. */
export type Place = Pick<Phase, 'position' | 'total'>;

/** What a redactor does with texts that come line by line. */
export interface TextRedaction {
  redactText(text: string): string;
  /** Where in whole lines a secret of several lines may begin that goes on in lines to come; their length where none does. */
  mayGoOn(lines: string): number;
}

/** What makes a pillar another one than that which every run gets. */
export interface PillarWish {
  /** Of the pillar; without, all of them merged, or the configured one. */
  readonly environment?: string;
  /** Wins over everything. */
  readonly override?: ValueMap;
}

export interface FunctionDefinition<Want extends object = object> {
  /** `service.restart` */
  readonly name: string;
  /** One sentence. */
  readonly doc: string;
  readonly args: ArgumentClass<Want>;
  /** As typed after the target: `service.restart cortensord@node_01`. */
  readonly example: string;
  /** It only looks at the machine or answers from what it is given. Whatever does not say so may touch. */
  readonly looks?: true;
  /** The same answer at once, from what is known already: templates call it without waiting. See {@link defineQuick}. */
  now?(want: Want, known: Known): Value;
  /** How its value is best shown; default `nested`. */
  readonly out?: 'nested' | 'highstate' | 'txt';
  /**
   * @throws FunctionRefused for an answer of "no" with a sentence (`retcode` 1 unless it says otherwise), HostRefusal from the
   * host. Anything else is a defect of ours.
   */
  run(host: Host, want: Want, context: FunctionContext): Promise<Value | FunctionResult>;
}

/** What is known of a minion without asking anybody. */
export interface Known {
  readonly id: string;
  readonly opts: ValueMap;
  readonly grains: ValueMap;
  readonly pillar: ValueMap;
}

/** A value together with a retcode that is not 0 (`cmd.run` of a failing command, `state.apply` with failures). */
export class FunctionResult {
  constructor(
    readonly value: Value,
    readonly retcode: number,
    /** Where the way to show it depends on what happened: `errors` for a refused compile. */
    readonly out?: 'nested' | 'highstate' | 'txt' | 'errors',
    /** Sentences for whoever asked, beside the value: a terminal shows them on its standard error. */
    readonly told: readonly string[] = [],
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
      | 'disabled'
      | 'conflict'
      | 'confirmation-required'
      | 'busy'
      | 'failed'
      | 'timeout'
      | 'unavailable'
      | 'bad-signature'
      | 'pillar-failed'
      | 'compile-failed',
    message: string,
    readonly details?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A function that needs no hands: what it `needs` is fetched, the rest of `known` is empty, and the answer is `now`. */
export function defineQuick<Want extends object>(
  definition: Omit<FunctionDefinition<Want>, 'run' | 'now' | 'looks'> & {
    readonly needs?: readonly ('grains' | 'pillar')[];
    now(want: Want, known: Known): Value;
  },
): FunctionDefinition<Want> {
  const { needs = [], ...rest } = definition;
  return {
    ...rest,
    looks: true,
    async run(_host, want, { id, opts, grains, pillar }) {
      return definition.now(want, {
        id,
        opts,
        grains: needs.includes('grains') ? await grains() : new Map(),
        pillar: needs.includes('pillar') ? await pillar() : new Map(),
      });
    },
  };
}

export function defineFunction<Want extends object>(definition: FunctionDefinition<Want>): FunctionDefinition<Want> {
  return definition;
}
