import type { FunctionDefinition } from '../definition.js';
import { getZone } from './get-zone.js';

export const timezoneFunctions: readonly FunctionDefinition[] = [getZone];
