import type { StateDefinition } from '../definition.js';

export const npmStates: readonly StateDefinition[] = [];
