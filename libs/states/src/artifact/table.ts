import type { StateDefinition } from '../definition.js';

export const artifactStates: readonly StateDefinition[] = [];
