import type { FunctionDefinition } from '../definition.js';

export const iniFunctions: readonly FunctionDefinition[] = [];
