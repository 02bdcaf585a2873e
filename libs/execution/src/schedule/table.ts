import type { FunctionDefinition } from '../definition.js';
import { add } from './add.js';
import { deleteJob } from './delete.js';
import { disable } from './disable.js';
import { disableJob } from './disable-job.js';
import { enable } from './enable.js';
import { enableJob } from './enable-job.js';
import { isEnabled } from './is-enabled.js';
import { list } from './list.js';
import { modify } from './modify.js';
import { purge } from './purge.js';
import { reload } from './reload.js';
import { runJob } from './run-job.js';
import { save } from './save.js';
import { showNextFireTime } from './show-next-fire-time.js';

export const scheduleFunctions: readonly FunctionDefinition[] = [
  add,
  deleteJob,
  disable,
  disableJob,
  enable,
  enableJob,
  isEnabled,
  list,
  modify,
  purge,
  reload,
  runJob,
  save,
  showNextFireTime,
];
