import type { StateDefinition } from '../definition.js';
import { extracted } from './extracted.js';

export const archiveStates: readonly StateDefinition[] = [extracted];
