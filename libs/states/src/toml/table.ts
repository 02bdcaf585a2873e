import type { StateDefinition } from '../definition.js';

export const tomlStates: readonly StateDefinition[] = [];
