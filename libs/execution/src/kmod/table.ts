import type { FunctionDefinition } from '../definition.js';
import { available } from './available.js';
import { checkAvailable } from './check-available.js';
import { isLoaded } from './is-loaded.js';
import { load } from './load.js';
import { lsmod } from './lsmod.js';
import { modList } from './mod-list.js';
import { remove } from './remove.js';

export const kmodFunctions: readonly FunctionDefinition[] = [
  available,
  checkAvailable,
  isLoaded,
  load,
  lsmod,
  modList,
  remove,
];
