import type { FunctionDefinition } from '../definition.js';
import { blkid } from './blkid.js';
import { fstype } from './fstype.js';
import { inodeusage } from './inodeusage.js';
import { lsblk } from './lsblk.js';
import { percent } from './percent.js';
import { usage } from './usage.js';

export const diskFunctions: readonly FunctionDefinition[] = [blkid, fstype, inodeusage, lsblk, percent, usage];
