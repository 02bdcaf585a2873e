import type { FunctionDefinition } from '@fleet/execution';
import { runningFunctions } from './apply.js';
import { showingFunctions } from './show.js';
import { stateLock, type StateLock } from './state-lock.js';

/** `state.*` as execution functions, run under `lock`. */
export function makeStateFunctions(lock: StateLock): FunctionDefinition[] {
  return [...runningFunctions(lock), ...showingFunctions];
}

/** With the lock of this process. */
export const stateFunctions: readonly FunctionDefinition[] = makeStateFunctions(stateLock);
