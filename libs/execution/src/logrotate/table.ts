import type { FunctionDefinition } from '../definition.js';

export const logrotateFunctions: readonly FunctionDefinition[] = [];
