import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { append } from './append.js';
import { listAbsent } from './list-absent.js';
import { listPresent } from './list-present.js';
import { present } from './present.js';

export const grainsStates: readonly StateDefinition[] = [absent, append, listAbsent, listPresent, present];
