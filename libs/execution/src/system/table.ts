import type { FunctionDefinition } from '../definition.js';
import { getComputerDesc } from './get-computer-desc.js';
import { getComputerName } from './get-computer-name.js';
import { getSystemDateTime } from './get-system-date-time.js';
import { getSystemDate } from './get-system-date.js';
import { getSystemTime } from './get-system-time.js';
import { halt } from './halt.js';
import { hasSettableHwclock } from './has-settable-hwclock.js';
import { poweroff } from './poweroff.js';
import { reboot } from './reboot.js';
import { setComputerDesc } from './set-computer-desc.js';
import { setComputerName } from './set-computer-name.js';
import { setSystemDateTime } from './set-system-date-time.js';
import { setSystemDate } from './set-system-date.js';
import { setSystemTime } from './set-system-time.js';
import { shutdown } from './shutdown.js';

export const systemFunctions: readonly FunctionDefinition[] = [
  getComputerDesc,
  getComputerName,
  getSystemDateTime,
  getSystemDate,
  getSystemTime,
  halt,
  hasSettableHwclock,
  poweroff,
  reboot,
  setComputerDesc,
  setComputerName,
  setSystemDateTime,
  setSystemDate,
  setSystemTime,
  shutdown,
];
