import type { FunctionDefinition } from '../definition.js';

export const systemdFunctions: readonly FunctionDefinition[] = [];
