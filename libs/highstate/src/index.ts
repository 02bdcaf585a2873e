export { compileStates, type CompiledStates } from './compile-states.js';
export type { CompileContext, CompileDepth, CompileOptions, CompileRequest, Stage } from './request.js';
export type {
  Chunk,
  ChunkOptions,
  Declaration,
  High,
  Part,
  Requisite,
  SlsFile,
  Turn,
  WantedSls,
} from './representations.js';
export { runStates } from './run/run-states.js';
export type { ChunkResult, RunContext, RunOptions, RunResult, RunSummary, StateProgress } from './run/run-types.js';
export { makeStateFunctions, stateFunctions } from './functions/state-functions.js';
export {
  InProcessStateLock,
  stateLock,
  type LockAnswer,
  type LockHolder,
  type StateLock,
} from './functions/state-lock.js';
