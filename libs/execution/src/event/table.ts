import type { FunctionDefinition } from '../definition.js';

export const eventFunctions: readonly FunctionDefinition[] = [];
