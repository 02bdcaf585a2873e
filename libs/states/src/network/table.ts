import type { StateDefinition } from '../definition.js';
import { portOpen } from './port-open.js';

export const networkStates: readonly StateDefinition[] = [portOpen];
