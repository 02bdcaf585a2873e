import type { FunctionDefinition } from '../definition.js';
import { list } from './list.js';

export const instancesFunctions: readonly FunctionDefinition[] = [list];
