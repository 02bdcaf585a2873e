import type { FunctionDefinition } from '../definition.js';
import { get } from './get.js';

export const sdbFunctions: readonly FunctionDefinition[] = [get];
