import type { StateDefinition } from '../definition.js';
import { hostname } from './hostname.js';

export const systemStates: readonly StateDefinition[] = [hostname];
