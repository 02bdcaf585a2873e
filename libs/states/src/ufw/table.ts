import type { StateDefinition } from '../definition.js';

export const ufwStates: readonly StateDefinition[] = [];
