import type { FunctionDefinition } from '../definition.js';

export const blockdevFunctions: readonly FunctionDefinition[] = [];
