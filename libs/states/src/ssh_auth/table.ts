import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { manage } from './manage.js';
import { present } from './present.js';

export const sshAuthStates: readonly StateDefinition[] = [absent, manage, present];
