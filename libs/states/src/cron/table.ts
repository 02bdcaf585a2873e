import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { envAbsent } from './env-absent.js';
import { envPresent } from './env-present.js';
import { file } from './file.js';
import { present } from './present.js';

export const cronStates: readonly StateDefinition[] = [absent, envAbsent, envPresent, file, present];
