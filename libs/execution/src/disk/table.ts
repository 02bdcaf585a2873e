import type { FunctionDefinition } from '../definition.js';

export const diskFunctions: readonly FunctionDefinition[] = [];
