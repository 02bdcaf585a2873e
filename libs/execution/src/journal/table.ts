import type { FunctionDefinition } from '../definition.js';
import { diskUsage } from './disk-usage.js';
import { query } from './query.js';
import { tail } from './tail.js';
import { vacuumSize } from './vacuum-size.js';
import { vacuumTime } from './vacuum-time.js';

export const journalFunctions: readonly FunctionDefinition[] = [diskUsage, query, tail, vacuumSize, vacuumTime];
