import type { FunctionDefinition } from '../definition.js';
import { count } from './count.js';
import { follow } from './follow.js';
import { rate } from './rate.js';
import { read } from './read.js';

export const logsFunctions: readonly FunctionDefinition[] = [count, follow, rate, read];
