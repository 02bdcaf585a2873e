import type { StateDefinition } from '../definition.js';
import { send } from './send.js';

export const eventStates: readonly StateDefinition[] = [send];
