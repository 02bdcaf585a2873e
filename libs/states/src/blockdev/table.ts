import type { StateDefinition } from '../definition.js';

export const blockdevStates: readonly StateDefinition[] = [];
