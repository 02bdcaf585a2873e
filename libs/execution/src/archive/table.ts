import type { FunctionDefinition } from '../definition.js';

export const archiveFunctions: readonly FunctionDefinition[] = [];
