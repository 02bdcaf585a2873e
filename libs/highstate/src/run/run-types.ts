import type { Phase } from '@fleet/execution';
import type { Chunk } from '../representations.js';
import type { FunctionNames } from '../request.js';
import type { Wishes } from '../applied/wishes.js';
import type { FileTree } from '@fleet/fileserver';
import type { Value, ValueMap } from '@fleet/values';

export interface RunContext {
  readonly id: string;
  /** Of the job that runs, for the tags of events. */
  readonly jid?: string;
  readonly tree: FileTree;
  readonly grains: ValueMap;
  readonly pillar: ValueMap;
  readonly opts: ValueMap;
  /** Execution functions, for `{fun: …}` conditions, slots, `module.run` and templates of `file.managed`. */
  readonly call: (name: string, args?: readonly Value[], kwargs?: ValueMap) => Promise<Value>;
  /** Names of all that `call` can call; absent, every name is taken to exist until it is called. */
  readonly functions?: FunctionNames;
  /** Values that must not be seen in changes, comments and diffs; default none. */
  readonly secret?: (text: string) => boolean;
  /** Texts that `file.accumulated` gathers; each run has its own. */
  readonly accumulated?: Map<string, Map<string, string[]>>;
  /** Takes note of what each chunk looks at. */
  readonly wishes?: Wishes;
  /** Reads grains or pillar anew, for `reload_grains` and `reload_pillar`; absent: they stay as they are. */
  readonly reload?: (what: 'grains' | 'pillar') => Promise<ValueMap>;
}

export interface RunOptions {
  readonly test: boolean;
  /** Chunks that nobody said may destroy anything: one that would fails instead, and does nothing. Default: none. */
  readonly spares?: (chunk: Chunk) => boolean;
  /** Stop after the first failure, as if every chunk said `failhard`. */
  readonly failhard?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StateProgress) => void;
  /** Called when a chunk begins and when it has ended. */
  readonly onPhase?: (phase: Phase) => void;
  /** Called with each result as soon as it is there, by tag. */
  readonly onResult?: (tag: string, result: ChunkResult) => void;
  /** Called for chunks with `fire_event`, with the tag they ask for. */
  readonly onEvent?: (tag: string, result: ChunkResult) => void;
}

export interface StateProgress {
  /** 1-based. */
  readonly position: number;
  readonly total: number;
  readonly text: string;
}

export interface ChunkResult {
  readonly id: string;
  readonly name: string;
  /** `file.managed`; `service.mod_watch` for a listener. */
  readonly state: string;
  readonly sls: string;
  /** `null`: test mode, would change. */
  readonly result: boolean | null;
  readonly comment: string;
  readonly changes: ValueMap;
  /** Of what would change: what is wished is not what was applied last. Absent where nobody knows. */
  readonly intended?: boolean;
  /** What it would destroy, or was not allowed to. */
  readonly destroys?: readonly string[];
  readonly warnings: readonly string[];
  /** Position in the run, from 0. */
  readonly position: number;
  /** When it began; milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Conditions said that there is nothing to do: fires no watch. */
  readonly skipped: boolean;
  /** The state function was not called: a requisite said no. */
  readonly notRun: boolean;
}

export interface RunSummary {
  readonly succeeded: number;
  readonly failed: number;
  readonly changed: number;
  /** Test mode: would change. Never counted as succeeded. */
  readonly wouldChange: number;
  readonly skipped: number;
  /** Chunks that were not reached: failhard, or the run was stopped. */
  readonly notReached: number;
}

export interface RunResult {
  /** By tag (`file_|-id_|-/etc/x_|-managed`), in the order of running. */
  readonly results: ReadonlyMap<string, ChunkResult>;
  readonly summary: RunSummary;
  /** One of `exitCodes`: 0, or `failed`, or `aborted`. */
  readonly retcode: number;
}
