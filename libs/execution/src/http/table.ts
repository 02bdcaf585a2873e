import type { FunctionDefinition } from '../definition.js';
import { query } from './query.js';

export const httpFunctions: readonly FunctionDefinition[] = [query];
