import type { StateDefinition } from '../definition.js';

export const pipxStates: readonly StateDefinition[] = [];
