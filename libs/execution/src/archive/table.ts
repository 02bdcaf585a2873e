import type { FunctionDefinition } from '../definition.js';
import { cmdUnzip } from './cmd-unzip.js';
import { cmdZip } from './cmd-zip.js';
import { gunzip } from './gunzip.js';
import { gzip } from './gzip.js';
import { isEncrypted } from './is-encrypted.js';
import { list } from './list.js';
import { tar } from './tar.js';
import { unzip } from './unzip.js';
import { zip } from './zip.js';

export const archiveFunctions: readonly FunctionDefinition[] = [
  cmdUnzip,
  cmdZip,
  gunzip,
  gzip,
  isEncrypted,
  list,
  tar,
  unzip,
  zip,
];
