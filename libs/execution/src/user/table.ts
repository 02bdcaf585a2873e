import type { FunctionDefinition } from '../definition.js';
import { getent } from './getent.js';
import { info } from './info.js';
import { listGroups } from './list-groups.js';
import { listUsers } from './list-users.js';
import { primaryGroup } from './primary-group.js';

export const userFunctions: readonly FunctionDefinition[] = [getent, info, listGroups, listUsers, primaryGroup];
