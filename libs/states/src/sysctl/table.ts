import type { StateDefinition } from '../definition.js';
import { present } from './present.js';

export const sysctlStates: readonly StateDefinition[] = [present];
