import type { StateDefinition } from '../definition.js';

export const httpStates: readonly StateDefinition[] = [];
