import type { FunctionDefinition } from '../definition.js';
import { delPassword } from './del-password.js';
import { info } from './info.js';
import { lockPassword } from './lock-password.js';
import { setDate } from './set-date.js';
import { setExpire } from './set-expire.js';
import { setInactdays } from './set-inactdays.js';
import { setMaxdays } from './set-maxdays.js';
import { setMindays } from './set-mindays.js';
import { setPassword } from './set-password.js';
import { setWarndays } from './set-warndays.js';
import { unlockPassword } from './unlock-password.js';

export const shadowFunctions: readonly FunctionDefinition[] = [
  delPassword,
  info,
  lockPassword,
  setDate,
  setExpire,
  setInactdays,
  setMaxdays,
  setMindays,
  setPassword,
  setWarndays,
  unlockPassword,
];
