import type { FunctionDefinition } from '../definition.js';

export const gitFunctions: readonly FunctionDefinition[] = [];
