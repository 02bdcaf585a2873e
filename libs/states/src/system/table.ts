import type { StateDefinition } from '../definition.js';

export const systemStates: readonly StateDefinition[] = [];
