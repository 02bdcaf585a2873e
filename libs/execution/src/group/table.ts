import type { FunctionDefinition } from '../definition.js';
import { getent } from './getent.js';
import { info } from './info.js';

export const groupFunctions: readonly FunctionDefinition[] = [getent, info];
