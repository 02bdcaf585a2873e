import type { FunctionDefinition } from '../definition.js';
import { arg } from './arg.js';
import { echo } from './echo.js';
import { exception } from './exception.js';
import { fail } from './fail.js';
import { alwaysFalse } from './false.js';
import { getOpts } from './get-opts.js';
import { kwarg } from './kwarg.js';
import { ping } from './ping.js';
import { sleep } from './sleep.js';
import { alwaysTrue } from './true.js';
import { version } from './version.js';

export const testFunctions: readonly FunctionDefinition[] = [
  arg,
  echo,
  exception,
  fail,
  alwaysFalse,
  getOpts,
  kwarg,
  ping,
  sleep,
  alwaysTrue,
  version,
];
