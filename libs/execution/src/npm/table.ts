import type { FunctionDefinition } from '../definition.js';

export const npmFunctions: readonly FunctionDefinition[] = [];
