import type { FunctionDefinition } from '../definition.js';
import { dump } from './dump.js';
import { format } from './format.js';
import { fstype } from './fstype.js';
import { wipe } from './wipe.js';

export const blockdevFunctions: readonly FunctionDefinition[] = [dump, format, fstype, wipe];
