import type { FunctionDefinition } from '@fleet/execution';
import type { StateLock } from './state-lock.js';
import { stateLock } from './state-lock.js';

/** `state.*` as execution functions, run under `lock`. */
export function makeStateFunctions(_lock: StateLock): FunctionDefinition[] {
  return [];
}

/** With the lock of this process. */
export const stateFunctions: readonly FunctionDefinition[] = makeStateFunctions(stateLock);
