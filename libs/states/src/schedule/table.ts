import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { disabled } from './disabled.js';
import { enabled } from './enabled.js';
import { present } from './present.js';

export const scheduleStates: readonly StateDefinition[] = [absent, disabled, enabled, present];
