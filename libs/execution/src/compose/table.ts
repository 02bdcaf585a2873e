import type { FunctionDefinition } from '../definition.js';

export const composeFunctions: readonly FunctionDefinition[] = [];
