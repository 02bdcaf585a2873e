import type { FunctionDefinition } from '../definition.js';
import { drain } from './drain.js';
import { refusals } from './refusals.js';
import { resume } from './resume.js';

export const minionFunctions: readonly FunctionDefinition[] = [drain, refusals, resume];
