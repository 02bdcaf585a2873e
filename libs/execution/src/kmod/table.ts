import type { FunctionDefinition } from '../definition.js';

export const kmodFunctions: readonly FunctionDefinition[] = [];
