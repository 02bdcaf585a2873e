import type { FunctionDefinition } from '../definition.js';
import { get } from './get.js';

export const mineFunctions: readonly FunctionDefinition[] = [get];
