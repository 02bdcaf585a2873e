import type { StateDefinition } from '../definition.js';

export const jsonStates: readonly StateDefinition[] = [];
