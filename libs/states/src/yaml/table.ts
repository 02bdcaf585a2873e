import type { StateDefinition } from '../definition.js';

export const yamlStates: readonly StateDefinition[] = [];
