import type { Diagnostic } from '@fleet/diagnostics';
import type { Compilation } from './compilation.js';
import type { Call, Chunk, High, SlsFile, WantedSls } from './representations.js';
import type { Stage } from './request.js';

/** All representations of one compile; a pass replaces those that it is about. */
export interface Draft {
  readonly top: readonly WantedSls[];
  readonly sls: readonly SlsFile[];
  readonly high: High;
  readonly calls: readonly Call[];
  readonly low: readonly Chunk[];
}

export interface PassResult {
  readonly output: Draft;
  readonly diagnostics: readonly Diagnostic[];
}

/** One step of the compile. It reports everything that it finds wrong; the driver stops after the first pass with an error. */
export interface Pass {
  readonly stage: Stage;
  run(draft: Draft, compilation: Compilation): PassResult | Promise<PassResult>;
}
