import type { FunctionDefinition } from '../definition.js';
import { readSecret } from './read-secret.js';

export const vaultFunctions: readonly FunctionDefinition[] = [readSecret];
