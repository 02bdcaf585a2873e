import type { StateDefinition } from '../definition.js';
import { present } from './present.js';
import { system } from './system.js';

export const localeStates: readonly StateDefinition[] = [present, system];
