import type { StateDefinition } from '../definition.js';
import { auto } from './auto.js';
import { install } from './install.js';
import { remove } from './remove.js';
import { set } from './set.js';

export const alternativesStates: readonly StateDefinition[] = [auto, install, remove, set];
