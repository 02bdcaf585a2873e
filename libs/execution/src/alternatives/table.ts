import type { FunctionDefinition } from '../definition.js';

export const alternativesFunctions: readonly FunctionDefinition[] = [];
