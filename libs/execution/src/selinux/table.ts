import type { FunctionDefinition } from '../definition.js';
import { getenforce } from './getenforce.js';

export const selinuxFunctions: readonly FunctionDefinition[] = [getenforce];
