import type { FunctionDefinition } from '../definition.js';
import { query } from './query.js';
import { waitForSuccessfulQuery } from './wait-for-successful-query.js';

export const httpFunctions: readonly FunctionDefinition[] = [query, waitForSuccessfulQuery];
