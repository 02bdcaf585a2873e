import type { StateDefinition } from '../definition.js';
import { installed } from './installed.js';
import { removed } from './removed.js';

export const pipStates: readonly StateDefinition[] = [installed, removed];
