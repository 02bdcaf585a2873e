import type { Scope } from '@fleet/identity';
import { permissions, type Permissions } from '@fleet/protocol';
import type { AccountName, UserRole } from './trust-definition.js';

/** Subscriptions that one connection of a role may hold: a stolen minion key cannot fill the server's memory with them. */
const subscriptionLimits: Partial<Record<UserRole, number>> = { minion: 32, operator: 64, joiner: 4 };

/** Bytes of one message, where a role needs less than the server allows. */
const payloadLimits: Partial<Record<UserRole, number>> = { joiner: 64 * 1024 };

export function scopeOf(role: UserRole, key: string, accounts: Readonly<Record<AccountName, string>>): Scope {
  const allowed: Permissions = role === 'system' ? systemPermissions(accounts) : permissions[role];
  return {
    key,
    role,
    publish: allowed.publish,
    subscribe: allowed.subscribe,
    ...(subscriptionLimits[role] === undefined ? {} : { subscriptions: subscriptionLimits[role] }),
    ...(payloadLimits[role] === undefined ? {} : { payload: payloadLimits[role] }),
  };
}

/** The master on the server's own account: push account JWTs, hear who comes and goes, ask who is there. Nothing else of `$SYS`. */
function systemPermissions({ FLEET, ENROL }: Readonly<Record<AccountName, string>>): Permissions {
  return {
    publish: ['$SYS.REQ.CLAIMS.UPDATE', `$SYS.REQ.ACCOUNT.${FLEET}.CONNZ`, `$SYS.REQ.ACCOUNT.${ENROL}.CONNZ`],
    subscribe: [FLEET, ENROL]
      .flatMap((account) => [`$SYS.ACCOUNT.${account}.CONNECT`, `$SYS.ACCOUNT.${account}.DISCONNECT`])
      .concat('_INBOX.{{subject()}}.>'),
  };
}
