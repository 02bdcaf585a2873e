import type { FunctionDefinition } from '../definition.js';

export const pipFunctions: readonly FunctionDefinition[] = [];
