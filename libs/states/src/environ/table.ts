import type { StateDefinition } from '../definition.js';

export const environStates: readonly StateDefinition[] = [];
