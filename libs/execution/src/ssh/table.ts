import type { FunctionDefinition } from '../definition.js';

export const sshFunctions: readonly FunctionDefinition[] = [];
