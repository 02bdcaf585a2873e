import { Inject, Injectable } from '@nestjs/common';
import { verifyLoginRequest } from '@fleet/identity';
import type { EnrolAnswer } from '@fleet/protocol';
import { AuditLog } from '../audit/audit-log.js';
import { refuse } from '../bus/refusal.js';
import { MasterEvents } from '../events/master-events.js';
import { acceptedAnswer } from '../keys/accepted-answer.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { OperatorDesk } from './operator-desk.js';

/** Makes an operator of whoever comes with a login token and a key of its own. */
@Injectable()
export class LoginDesk {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly operators: OperatorDesk,
    private readonly audit: AuditLog,
    private readonly events: MasterEvents,
  ) {}

  /** @param token public key of the login token that the request came with */
  async login(token: string, body: unknown): Promise<EnrolAnswer> {
    const verdict = verifyLoginRequest(body);
    if (!verdict.ok) return refuse('malformed', `the request to log in is not valid: ${verdict.reason}`);
    const { request } = verdict;
    const { store, config, log } = this.master;
    const now = Date.now();
    const expires = now + config.operatorLifetime;
    const became = await store.write((tables) => {
      const { logins, operators, audit } = tables;
      const use = logins.use(token, request.key, now);
      const login = logins.get(token);
      if (use !== 'granted' || !login) return use === 'granted' ? 'unknown' : use;
      const { name, roles, by } = login;
      const known = operators.get(request.key);
      if (known) return known.revoked === undefined && known.name === name ? known : 'taken';
      const record = { key: request.key, name, roles, created: now, expires, by };
      if (!operators.add(record)) return 'taken';
      this.events.append(tables, 'operator/NAME/joined', { NAME: name }, { roles, by, key: request.key });
      const deed = {
        action: 'operator_login',
        target: `${name} ${request.key}`,
        args: roles.join(','),
        outcome: 'done',
      };
      audit.append(this.audit.entry(request.key, deed));
      return record;
    });
    if (typeof became === 'string') {
      const deed = { action: 'operator_login', args: sentences[became], outcome: 'not-allowed' };
      await this.audit.refused(`login token ${token}`, deed);
      return refuse('not-allowed', sentences[became]);
    }
    log.info({ operator: became.name, key: became.key, roles: became.roles }, 'an operator logged in');
    return acceptedAnswer(this.master, request, this.operators.mint(became, expires));
  }
}

const sentences = {
  unknown: 'the master knows no such login token; it may have been replaced by a newer one, or be of another kind',
  expired: 'the login token has expired',
  'used-up': 'the login token has been used: it is good once',
  taken: 'there is an operator of this name, or one with this key was revoked; ask for a new login token',
} as const;
