import type { StateDefinition } from '../definition.js';

export const systemdStates: readonly StateDefinition[] = [];
