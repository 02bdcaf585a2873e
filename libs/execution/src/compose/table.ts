import type { FunctionDefinition } from '../definition.js';
import { config } from './config.js';
import { down } from './down.js';
import { logs } from './logs.js';
import { ps } from './ps.js';
import { pull } from './pull.js';
import { restart } from './restart.js';
import { start } from './start.js';
import { stop } from './stop.js';
import { up } from './up.js';

export const composeFunctions: readonly FunctionDefinition[] = [config, down, logs, ps, pull, restart, start, stop, up];
