import type { StateDefinition } from '../definition.js';

export const logrotateStates: readonly StateDefinition[] = [];
