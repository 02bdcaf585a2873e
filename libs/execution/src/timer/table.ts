import type { FunctionDefinition } from '../definition.js';

export const timerFunctions: readonly FunctionDefinition[] = [];
