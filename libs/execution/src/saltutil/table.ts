import type { FunctionDefinition } from '../definition.js';
import { clearCache } from './clear-cache.js';
import { findJob } from './find-job.js';
import { isRunning } from './is-running.js';
import { killAllJobs } from './kill-all-jobs.js';
import { killJob } from './kill-job.js';
import { refreshGrains } from './refresh-grains.js';
import { refreshModules } from './refresh-modules.js';
import { refreshPillar } from './refresh-pillar.js';
import { running } from './running.js';
import { signalJob } from './signal-job.js';
import { syncAll } from './sync-all.js';
import { syncGrains } from './sync-grains.js';
import { syncModules } from './sync-modules.js';
import { syncStates } from './sync-states.js';
import { termAllJobs } from './term-all-jobs.js';
import { termJob } from './term-job.js';

export const saltutilFunctions: readonly FunctionDefinition[] = [
  clearCache,
  findJob,
  isRunning,
  killAllJobs,
  killJob,
  refreshGrains,
  refreshModules,
  refreshPillar,
  running,
  signalJob,
  syncAll,
  syncGrains,
  syncModules,
  syncStates,
  termAllJobs,
  termJob,
];
