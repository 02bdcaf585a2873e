import type { StateDefinition } from '../definition.js';
import { run } from './run.js';
import { script } from './script.js';
import { wait } from './wait.js';

export const cmdStates: readonly StateDefinition[] = [run, script, wait];
