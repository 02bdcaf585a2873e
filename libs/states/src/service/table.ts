import type { StateDefinition } from '../definition.js';
import { dead } from './dead.js';
import { disabled } from './disabled.js';
import { enabled } from './enabled.js';
import { masked } from './masked.js';
import { running } from './running.js';
import { unmasked } from './unmasked.js';

export const serviceStates: readonly StateDefinition[] = [dead, disabled, enabled, masked, running, unmasked];
