import type { FunctionDefinition } from '../definition.js';
import { banner } from './banner.js';
import { boolstr } from './boolstr.js';
import { deserialize } from './deserialize.js';
import { dirExists } from './dir-exists.js';
import { fileExists } from './file-exists.js';
import { findup } from './findup.js';
import { merge } from './merge.js';
import { mergeAll } from './merge-all.js';
import { pathExists } from './path-exists.js';
import { renderer } from './renderer.js';
import { serialize } from './serialize.js';
import { update } from './update.js';

export const slsutilFunctions: readonly FunctionDefinition[] = [
  banner,
  boolstr,
  deserialize,
  dirExists,
  fileExists,
  findup,
  merge,
  mergeAll,
  pathExists,
  renderer,
  serialize,
  update,
];
