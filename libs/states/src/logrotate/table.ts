import type { StateDefinition } from '../definition.js';
import { set } from './set.js';

export const logrotateStates: readonly StateDefinition[] = [set];
