import type { FunctionDefinition } from '../definition.js';
import { doctor } from './doctor.js';
import { instances } from './instances.js';

export const cortensordFunctions: readonly FunctionDefinition[] = [doctor, instances];
