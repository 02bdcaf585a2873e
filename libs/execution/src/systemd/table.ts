import type { FunctionDefinition } from '../definition.js';
import { analyzeBlame } from './analyze-blame.js';
import { cat } from './cat.js';
import { daemonReload } from './daemon-reload.js';
import { isSystemRunning } from './is-system-running.js';
import { listDependencies } from './list-dependencies.js';
import { listUnits } from './list-units.js';
import { resetFailed } from './reset-failed.js';
import { show } from './show.js';
import { verify } from './verify.js';

export const systemdFunctions: readonly FunctionDefinition[] = [
  analyzeBlame,
  cat,
  daemonReload,
  isSystemRunning,
  listDependencies,
  listUnits,
  resetFailed,
  show,
  verify,
];
