import type { FunctionDefinition } from '../definition.js';
import { add } from './add.js';
import { chfullname } from './chfullname.js';
import { chgid } from './chgid.js';
import { chgroups } from './chgroups.js';
import { chhome } from './chhome.js';
import { chhomephone } from './chhomephone.js';
import { chother } from './chother.js';
import { chroomnumber } from './chroomnumber.js';
import { chshell } from './chshell.js';
import { chuid } from './chuid.js';
import { chworkphone } from './chworkphone.js';
import { delete_ } from './delete.js';
import { getent } from './getent.js';
import { info } from './info.js';
import { listGroups } from './list-groups.js';
import { listUsers } from './list-users.js';
import { primaryGroup } from './primary-group.js';
import { rename } from './rename.js';

export const userFunctions: readonly FunctionDefinition[] = [
  add,
  chfullname,
  chgid,
  chgroups,
  chhome,
  chhomephone,
  chother,
  chroomnumber,
  chshell,
  chuid,
  chworkphone,
  delete_,
  getent,
  info,
  listGroups,
  listUsers,
  primaryGroup,
  rename,
];
