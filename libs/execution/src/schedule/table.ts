import type { FunctionDefinition } from '../definition.js';

export const scheduleFunctions: readonly FunctionDefinition[] = [];
