import type { FunctionDefinition } from '../definition.js';

export const cronFunctions: readonly FunctionDefinition[] = [];
