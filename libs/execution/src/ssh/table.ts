import type { FunctionDefinition } from '../definition.js';
import { authKeys } from './auth-keys.js';
import { checkKey } from './check-key.js';
import { checkKeyFile } from './check-key-file.js';
import { checkKnownHost } from './check-known-host.js';
import { getKnownHostEntries } from './get-known-host-entries.js';
import { hashKnownHosts } from './hash-known-hosts.js';
import { hostKeys } from './host-keys.js';
import { keyIsEncrypted } from './key-is-encrypted.js';
import { recvKnownHostEntries } from './recv-known-host-entries.js';
import { rmAuthKey } from './rm-auth-key.js';
import { rmAuthKeyFromFile } from './rm-auth-key-from-file.js';
import { rmKnownHost } from './rm-known-host.js';
import { setAuthKey } from './set-auth-key.js';
import { setAuthKeyFromFile } from './set-auth-key-from-file.js';
import { setKnownHost } from './set-known-host.js';
import { userKeys } from './user-keys.js';

export const sshFunctions: readonly FunctionDefinition[] = [
  authKeys,
  checkKey,
  checkKeyFile,
  checkKnownHost,
  getKnownHostEntries,
  hashKnownHosts,
  hostKeys,
  keyIsEncrypted,
  recvKnownHostEntries,
  rmAuthKey,
  rmAuthKeyFromFile,
  rmKnownHost,
  setAuthKey,
  setAuthKeyFromFile,
  setKnownHost,
  userKeys,
];
