import type { FunctionDefinition } from '../definition.js';

export const ufwFunctions: readonly FunctionDefinition[] = [];
