import type { FunctionDefinition } from '../definition.js';

export const journalFunctions: readonly FunctionDefinition[] = [];
