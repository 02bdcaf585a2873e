import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { installed } from './installed.js';

export const pipxStates: readonly StateDefinition[] = [absent, installed];
