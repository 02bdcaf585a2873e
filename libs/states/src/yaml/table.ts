import type { StateDefinition } from '../definition.js';
import { valuesAbsent } from './values-absent.js';
import { valuesPresent } from './values-present.js';

export const yamlStates: readonly StateDefinition[] = [valuesAbsent, valuesPresent];
