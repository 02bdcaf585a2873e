import type { FunctionDefinition } from '../definition.js';

export const statusFunctions: readonly FunctionDefinition[] = [];
