import type { FunctionDefinition } from '../definition.js';

export const systemFunctions: readonly FunctionDefinition[] = [];
