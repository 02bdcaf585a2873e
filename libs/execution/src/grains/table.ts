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
];
