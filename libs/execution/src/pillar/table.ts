import type { FunctionDefinition } from '../definition.js';
import { data } from './data.js';
import { explain } from './explain.js';
import { fetch } from './fetch.js';
import { filterBy } from './filter-by.js';
import { get } from './get.js';
import { item } from './item.js';
import { items } from './items.js';
import { keys } from './keys.js';
import { ls } from './ls.js';
import { obfuscate } from './obfuscate.js';
import { raw } from './raw.js';

export const pillarFunctions: readonly FunctionDefinition[] = [
  data,
  explain,
  fetch,
  filterBy,
  get,
  item,
  items,
  keys,
  ls,
  obfuscate,
  raw,
];
