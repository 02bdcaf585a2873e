import type { StateDefinition } from '../definition.js';

export const pipStates: readonly StateDefinition[] = [];
