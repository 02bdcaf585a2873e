import type { FunctionDefinition } from '../definition.js';
import { active } from './active.js';
import { isMounted } from './is-mounted.js';

export const mountFunctions: readonly FunctionDefinition[] = [active, isMounted];
