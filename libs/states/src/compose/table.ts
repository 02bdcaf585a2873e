import type { StateDefinition } from '../definition.js';
import { down } from './down.js';
import { healthy } from './healthy.js';
import { pulled } from './pulled.js';
import { restarted } from './restarted.js';
import { up } from './up.js';

export const composeStates: readonly StateDefinition[] = [down, healthy, pulled, restarted, up];
