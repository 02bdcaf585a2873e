import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { only } from './only.js';
import { present } from './present.js';

export const hostStates: readonly StateDefinition[] = [absent, only, present];
