import type { StateDefinition } from '../definition.js';

export const mountStates: readonly StateDefinition[] = [];
