import type { Compilation } from './compilation.js';
import type { Finding } from './problems.js';
import type { Call, Chunk, High, SlsFile, Turn, WantedSls } from './representations.js';
import type { Stage } from './request.js';

/** All representations of one compile; a pass replaces those that it is about. */
export interface Draft {
  readonly top: readonly WantedSls[];
  readonly sls: readonly SlsFile[];
  readonly high: High;
  readonly calls: readonly Call[];
  /** Calls and looks in the order in which they run. */
  readonly turns: readonly Turn<Call>[];
  readonly low: readonly Chunk[];
  /** The chunks with the looks that come before prereqs: what a run goes through. */
  readonly run: readonly Turn[];
}

export interface PassResult {
  readonly output: Draft;
  readonly diagnostics: readonly Finding[];
}

/**
 * One step of the compile. It reports everything that it finds wrong and hands on what is right, so that the passes after it can say
 * what else is wrong.
 */
export interface Pass {
  readonly stage: Stage;
  run(draft: Draft, compilation: Compilation): PassResult | Promise<PassResult>;
}
