import type { FunctionDefinition } from '../definition.js';
import { deepcopy } from './deepcopy.js';
import { get } from './get.js';
import { merge } from './merge.js';
import { update } from './update.js';

export const defaultsFunctions: readonly FunctionDefinition[] = [deepcopy, get, merge, update];
