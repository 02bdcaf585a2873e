import type { FunctionDefinition } from '../definition.js';
import { execCode } from './exec-code.js';
import { hasExec } from './has-exec.js';
import { retcode } from './retcode.js';
import { run } from './run.js';
import { runAll } from './run-all.js';
import { runStderr } from './run-stderr.js';
import { runStdout } from './run-stdout.js';
import { script } from './script.js';
import { scriptRetcode } from './script-retcode.js';
import { shell } from './shell.js';
import { shells } from './shells.js';
import { which } from './which.js';

export const cmdFunctions: readonly FunctionDefinition[] = [
  execCode,
  hasExec,
  retcode,
  run,
  runAll,
  runStderr,
  runStdout,
  script,
  scriptRetcode,
  shell,
  shells,
  which,
];
