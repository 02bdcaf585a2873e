import type { FunctionDefinition } from '../definition.js';
import { available } from './available.js';
import { disable } from './disable.js';
import { disabled } from './disabled.js';
import { enable } from './enable.js';
import { enabled } from './enabled.js';
import { execs } from './execs.js';
import { forceReload } from './force-reload.js';
import { getAll } from './get-all.js';
import { getDisabled } from './get-disabled.js';
import { getEnabled } from './get-enabled.js';
import { getRunning } from './get-running.js';
import { getStatic } from './get-static.js';
import { mask } from './mask.js';
import { masked } from './masked.js';
import { missing } from './missing.js';
import { reload } from './reload.js';
import { restart } from './restart.js';
import { show } from './show.js';
import { start } from './start.js';
import { status } from './status.js';
import { stop } from './stop.js';
import { systemctlReload } from './systemctl-reload.js';
import { unmask } from './unmask.js';

export const serviceFunctions: readonly FunctionDefinition[] = [
  available,
  disable,
  disabled,
  enable,
  enabled,
  execs,
  forceReload,
  getAll,
  getDisabled,
  getEnabled,
  getRunning,
  getStatic,
  mask,
  masked,
  missing,
  reload,
  restart,
  show,
  start,
  status,
  stop,
  systemctlReload,
  unmask,
];
