import type { FunctionDefinition } from '../definition.js';
import { get } from './get.js';
import { set } from './set.js';
import { showConf } from './show-conf.js';

export const logrotateFunctions: readonly FunctionDefinition[] = [get, set, showConf];
