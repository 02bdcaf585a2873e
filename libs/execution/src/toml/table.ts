import type { FunctionDefinition } from '../definition.js';

export const tomlFunctions: readonly FunctionDefinition[] = [];
