import type { FunctionDefinition } from '../definition.js';
import { avail } from './avail.js';
import { genLocale } from './gen-locale.js';
import { getLocale } from './get-locale.js';
import { listAvail } from './list-avail.js';
import { setLocale } from './set-locale.js';

export const localeFunctions: readonly FunctionDefinition[] = [avail, genLocale, getLocale, listAvail, setLocale];
