import type { FunctionDefinition } from '../definition.js';

export const cortensordFunctions: readonly FunctionDefinition[] = [];
