import type { StateDefinition } from '../definition.js';
import { setenv } from './setenv.js';

export const environStates: readonly StateDefinition[] = [setenv];
