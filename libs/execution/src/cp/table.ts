import type { FunctionDefinition } from '../definition.js';
import { cacheDest } from './cache-dest.js';
import { cacheDir } from './cache-dir.js';
import { cacheFile } from './cache-file.js';
import { cacheFiles } from './cache-files.js';
import { cacheLocalFile } from './cache-local-file.js';
import { cacheMaster } from './cache-master.js';
import { envs } from './envs.js';
import { getDir } from './get-dir.js';
import { getFileStr } from './get-file-str.js';
import { getFile } from './get-file.js';
import { getTemplate } from './get-template.js';
import { getUrl } from './get-url.js';
import { hashFileStr } from './hash-file-str.js';
import { hashFile } from './hash-file.js';
import { isCached } from './is-cached.js';
import { listMasterDirs } from './list-master-dirs.js';
import { listMaster } from './list-master.js';
import { listMinion } from './list-minion.js';
import { listStates } from './list-states.js';
import { statFile } from './stat-file.js';
import { push } from './push.js';
import { pushDir } from './push-dir.js';
import { pushText } from './push-text.js';
import { pushed } from './pushed.js';

export const cpFunctions: readonly FunctionDefinition[] = [
  cacheDest,
  cacheDir,
  cacheFile,
  cacheFiles,
  cacheLocalFile,
  cacheMaster,
  envs,
  getDir,
  getFileStr,
  getFile,
  getTemplate,
  getUrl,
  hashFileStr,
  hashFile,
  isCached,
  listMasterDirs,
  listMaster,
  listMinion,
  listStates,
  statFile,
  push,
  pushDir,
  pushText,
  pushed,
];
