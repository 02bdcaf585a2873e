import type { FunctionDefinition } from '../definition.js';
import { halt } from './halt.js';
import { poweroff } from './poweroff.js';
import { reboot } from './reboot.js';
import { shutdown } from './shutdown.js';

export const systemFunctions: readonly FunctionDefinition[] = [halt, poweroff, reboot, shutdown];
