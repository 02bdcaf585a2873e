import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { present } from './present.js';

export const dockerImageStates: readonly StateDefinition[] = [absent, present];
