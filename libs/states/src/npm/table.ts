import type { StateDefinition } from '../definition.js';
import { bootstrap } from './bootstrap.js';
import { installed } from './installed.js';
import { removed } from './removed.js';

export const npmStates: readonly StateDefinition[] = [bootstrap, installed, removed];
