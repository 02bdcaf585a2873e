import type { FunctionDefinition } from '../definition.js';

export const dockerFunctions: readonly FunctionDefinition[] = [];
