import type { FunctionDefinition } from '../definition.js';
import { send } from './send.js';

export const eventFunctions: readonly FunctionDefinition[] = [send];
