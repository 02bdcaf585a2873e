import type { FunctionDefinition } from '../definition.js';
import { addHost } from './add-host.js';
import { getAlias } from './get-alias.js';
import { getIp } from './get-ip.js';
import { hasPair } from './has-pair.js';
import { listHosts } from './list-hosts.js';
import { rmHost } from './rm-host.js';
import { setHost } from './set-host.js';

export const hostsFunctions: readonly FunctionDefinition[] = [
  addHost,
  getAlias,
  getIp,
  hasPair,
  listHosts,
  rmHost,
  setHost,
];
