import type { StateDefinition } from '../definition.js';
import { system } from './system.js';

export const timezoneStates: readonly StateDefinition[] = [system];
