import type { FunctionDefinition } from '../definition.js';
import { publish } from './publish.js';

export const publishFunctions: readonly FunctionDefinition[] = [publish];
