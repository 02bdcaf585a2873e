import type { FunctionDefinition } from '../definition.js';
import { getStr } from './get-str.js';
import { hash } from './hash.js';
import { randInt } from './rand-int.js';
import { seed } from './seed.js';

export const randomFunctions: readonly FunctionDefinition[] = [getStr, hash, randInt, seed];
