import type { FunctionDefinition } from '../definition.js';
import { instances } from './instances.js';

export const cortensordFunctions: readonly FunctionDefinition[] = [instances];
