import type { FunctionDefinition } from '../definition.js';
import { list } from './list.js';
import { show } from './show.js';
import { start } from './start.js';
import { stop } from './stop.js';

export const timerFunctions: readonly FunctionDefinition[] = [list, show, start, stop];
