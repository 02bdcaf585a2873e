import type { FunctionDefinition } from '../definition.js';
import { get } from './get.js';
import { hasValue } from './has-value.js';
import { item } from './item.js';
import { items } from './items.js';
import { setenv } from './setenv.js';
import { setval } from './setval.js';

export const environFunctions: readonly FunctionDefinition[] = [get, hasValue, item, items, setenv, setval];
