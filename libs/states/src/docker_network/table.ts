import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { present } from './present.js';

export const dockerNetworkStates: readonly StateDefinition[] = [absent, present];
