import type { StateDefinition } from '../definition.js';

export const scheduleStates: readonly StateDefinition[] = [];
