import type { StateDefinition } from '../definition.js';

export const grainsStates: readonly StateDefinition[] = [];
