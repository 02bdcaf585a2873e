import type { FunctionDefinition } from '../definition.js';

export const gpuFunctions: readonly FunctionDefinition[] = [];
