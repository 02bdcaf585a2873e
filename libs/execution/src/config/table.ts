import type { FunctionDefinition } from '../definition.js';
import { dotVals } from './dot-vals.js';
import { get } from './get.js';
import { items } from './items.js';
import { manageMode } from './manage-mode.js';
import { merge } from './merge.js';
import { option } from './option.js';
import { validFileproto } from './valid-fileproto.js';

export const configFunctions: readonly FunctionDefinition[] = [
  dotVals,
  get,
  items,
  manageMode,
  merge,
  option,
  validFileproto,
];
