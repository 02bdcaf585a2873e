import type { FunctionDefinition } from '../definition.js';

export const hostsFunctions: readonly FunctionDefinition[] = [];
