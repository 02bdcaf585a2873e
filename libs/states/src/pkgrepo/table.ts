import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { managed } from './managed.js';

export const pkgrepoStates: readonly StateDefinition[] = [absent, managed];
