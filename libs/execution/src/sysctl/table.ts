import type { FunctionDefinition } from '../definition.js';
import { get } from './get.js';

export const sysctlFunctions: readonly FunctionDefinition[] = [get];
