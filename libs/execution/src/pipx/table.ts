import type { FunctionDefinition } from '../definition.js';

export const pipxFunctions: readonly FunctionDefinition[] = [];
