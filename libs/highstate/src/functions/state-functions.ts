import type { FunctionDefinition } from '@fleet/execution';
import { stateTable, type StateDefinition } from '@fleet/states';
import { runningFunctions } from './apply.js';
import { planningFunctions } from './plan.js';
import { showingFunctions } from './show.js';
import { stateLock, type StateLock } from './state-lock.js';

/** `state.*` as execution functions, run under `lock`. */
export function makeStateFunctions(
  lock: StateLock,
  states: ReadonlyMap<string, StateDefinition> = stateTable,
): FunctionDefinition[] {
  const engine = { lock, states };
  return [...runningFunctions(engine), ...planningFunctions(engine), ...showingFunctions(engine)];
}

/** With the lock of this process. */
export const stateFunctions: readonly FunctionDefinition[] = makeStateFunctions(stateLock);
