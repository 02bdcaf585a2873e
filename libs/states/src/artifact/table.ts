import type { StateDefinition } from '../definition.js';
import { collected } from './collected.js';

export const artifactStates: readonly StateDefinition[] = [collected];
