import type { FunctionDefinition } from '../definition.js';
import { equals } from './equals.js';
import { fetch } from './fetch.js';
import { filterBy } from './filter-by.js';
import { get } from './get.js';
import { hasValue } from './has-value.js';
import { item } from './item.js';
import { items } from './items.js';
import { keys } from './keys.js';
import { ls } from './ls.js';
import { append } from './append.js';
import { delkey } from './delkey.js';
import { delval } from './delval.js';
import { remove } from './remove.js';
import { set } from './set.js';
import { setval } from './setval.js';
import { setvals } from './setvals.js';

export const grainsFunctions: readonly FunctionDefinition[] = [
  equals,
  fetch,
  filterBy,
  get,
  hasValue,
  item,
  items,
  keys,
  ls,
  append,
  delkey,
  delval,
  remove,
  set,
  setval,
  setvals,
];
