import type { StateDefinition } from '../definition.js';
import { formatted } from './formatted.js';
import { tuned } from './tuned.js';

export const blockdevStates: readonly StateDefinition[] = [formatted, tuned];
