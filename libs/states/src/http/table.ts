import type { StateDefinition } from '../definition.js';
import { query } from './query.js';
import { waitForSuccessfulQuery } from './wait-for-successful-query.js';

export const httpStates: readonly StateDefinition[] = [query, waitForSuccessfulQuery];
