import type { StateDefinition } from '../definition.js';

export const eventStates: readonly StateDefinition[] = [];
