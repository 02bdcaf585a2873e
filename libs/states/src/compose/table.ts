import type { StateDefinition } from '../definition.js';

export const composeStates: readonly StateDefinition[] = [];
