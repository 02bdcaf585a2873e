import type { FunctionDefinition } from '../definition.js';
import { add } from './add.js';
import { adduser } from './adduser.js';
import { chgid } from './chgid.js';
import { delete_ } from './delete.js';
import { deluser } from './deluser.js';
import { getent } from './getent.js';
import { info } from './info.js';
import { members } from './members.js';

export const groupFunctions: readonly FunctionDefinition[] = [
  add,
  adduser,
  chgid,
  delete_,
  deluser,
  getent,
  info,
  members,
];
