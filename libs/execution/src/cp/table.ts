import type { FunctionDefinition } from '../definition.js';
import { cacheDir } from './cache-dir.js';
import { cacheFile } from './cache-file.js';
import { cacheFiles } from './cache-files.js';
import { envs } from './envs.js';
import { getFile } from './get-file.js';
import { getFileStr } from './get-file-str.js';
import { getTemplate } from './get-template.js';
import { getUrl } from './get-url.js';
import { hashFile } from './hash-file.js';
import { hashFileStr } from './hash-file-str.js';
import { isCached } from './is-cached.js';
import { listMaster } from './list-master.js';
import { listMasterDirs } from './list-master-dirs.js';
import { listStates } from './list-states.js';
import { statFile } from './stat-file.js';

export const cpFunctions: readonly FunctionDefinition[] = [
  cacheDir,
  cacheFile,
  cacheFiles,
  envs,
  getFile,
  getFileStr,
  getTemplate,
  getUrl,
  hashFile,
  hashFileStr,
  isCached,
  listMaster,
  listMasterDirs,
  listStates,
  statFile,
];
