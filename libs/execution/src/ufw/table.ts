import type { FunctionDefinition } from '../definition.js';
import { allow } from './allow.js';
import { appList } from './app-list.js';
import { default_ } from './default.js';
import { delete_ } from './delete.js';
import { deny } from './deny.js';
import { disable } from './disable.js';
import { enable } from './enable.js';
import { limit } from './limit.js';
import { logging } from './logging.js';
import { reject } from './reject.js';
import { reload } from './reload.js';
import { reset } from './reset.js';
import { rules } from './rules.js';
import { status } from './status.js';
import { version } from './version.js';
import { wouldChange } from './would-change.js';

export const ufwFunctions: readonly FunctionDefinition[] = [
  allow,
  appList,
  default_,
  delete_,
  deny,
  disable,
  enable,
  limit,
  logging,
  reject,
  reload,
  reset,
  rules,
  status,
  version,
  wouldChange,
];
