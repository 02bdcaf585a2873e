import type { FunctionDefinition } from '../definition.js';
import { critical } from './critical.js';
import { debug } from './debug.js';
import { error } from './error.js';
import { exception } from './exception.js';
import { grep } from './grep.js';
import { info } from './info.js';
import { quiet } from './quiet.js';
import { tail } from './tail.js';
import { warning } from './warning.js';

export const logFunctions: readonly FunctionDefinition[] = [
  critical,
  debug,
  error,
  exception,
  grep,
  info,
  quiet,
  tail,
  warning,
];
