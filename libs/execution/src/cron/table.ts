import type { FunctionDefinition } from '../definition.js';
import { getEntry } from './get-entry.js';
import { listTab } from './list-tab.js';
import { ls } from './ls.js';
import { rawCron } from './raw-cron.js';
import { rm } from './rm.js';
import { rmEnv } from './rm-env.js';
import { rmJob } from './rm-job.js';
import { rmSpecial } from './rm-special.js';
import { setEnv } from './set-env.js';
import { setJob } from './set-job.js';
import { setSpecial } from './set-special.js';
import { writeCronFile } from './write-cron-file.js';

export const cronFunctions: readonly FunctionDefinition[] = [
  getEntry,
  listTab,
  ls,
  rawCron,
  rm,
  rmEnv,
  rmJob,
  rmSpecial,
  setEnv,
  setJob,
  setSpecial,
  writeCronFile,
];
