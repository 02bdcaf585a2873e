import type { Outcome } from '@fleet/diagnostics';
import type { Chunk, High, SlsFile, WantedSls } from './representations.js';
import type { CompileContext, CompileRequest, Stage } from './request.js';

/** Every representation up to the stage that was asked for; later ones are empty. */
export interface CompiledStates {
  readonly top: readonly WantedSls[];
  readonly sls: readonly SlsFile[];
  readonly high: High;
  /** In the order in which they run. */
  readonly low: readonly Chunk[];
}

/**
 * Compiles states without touching the machine. Refused with every error of the first pass that found any, each with its place in
 * the template.
 */
export async function compileStates(_request: CompileRequest, _context: CompileContext, _options: { until?: Stage } = {}): Promise<Outcome<CompiledStates>> {
  throw new Error('not written yet');
}
