import type { StateDefinition } from '../definition.js';

export const dockerImageStates: readonly StateDefinition[] = [];
