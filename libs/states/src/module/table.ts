import type { StateDefinition } from '../definition.js';
import { run } from './run.js';
import { wait } from './wait.js';

export const moduleStates: readonly StateDefinition[] = [run, wait];
