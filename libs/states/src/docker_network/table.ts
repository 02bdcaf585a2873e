import type { StateDefinition } from '../definition.js';

export const dockerNetworkStates: readonly StateDefinition[] = [];
