import type { FunctionDefinition } from '../definition.js';

export const yamlFunctions: readonly FunctionDefinition[] = [];
