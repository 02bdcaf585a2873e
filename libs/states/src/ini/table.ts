import type { StateDefinition } from '../definition.js';

export const iniStates: readonly StateDefinition[] = [];
