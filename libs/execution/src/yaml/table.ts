import type { FunctionDefinition } from '../definition.js';
import { deleteValue } from './delete.js';
import { get } from './get.js';
import { set } from './set.js';

export const yamlFunctions: readonly FunctionDefinition[] = [deleteValue, get, set];
