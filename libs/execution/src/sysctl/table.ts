import type { FunctionDefinition } from '../definition.js';
import { assign } from './assign.js';
import { get } from './get.js';
import { persist } from './persist.js';
import { show } from './show.js';

export const sysctlFunctions: readonly FunctionDefinition[] = [assign, get, persist, show];
