import type { FunctionDefinition } from '../definition.js';
import { getLocale } from './get-locale.js';

export const localeFunctions: readonly FunctionDefinition[] = [getLocale];
