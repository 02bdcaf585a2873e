import type { FunctionDefinition } from '../definition.js';
import { refusals } from './refusals.js';

export const minionFunctions: readonly FunctionDefinition[] = [refusals];
