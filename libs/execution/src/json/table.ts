import type { FunctionDefinition } from '../definition.js';

export const jsonFunctions: readonly FunctionDefinition[] = [];
