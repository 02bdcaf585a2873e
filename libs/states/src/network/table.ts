import type { StateDefinition } from '../definition.js';

export const networkStates: readonly StateDefinition[] = [];
