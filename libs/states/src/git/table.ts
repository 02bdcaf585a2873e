import type { StateDefinition } from '../definition.js';
import { cloned } from './cloned.js';
import { configSet } from './config-set.js';
import { configUnset } from './config-unset.js';
import { latest } from './latest.js';

export const gitStates: readonly StateDefinition[] = [cloned, configSet, configUnset, latest];
