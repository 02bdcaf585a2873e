import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { nearMatch } from '@fleet/diagnostics';
import { loginTokenText } from '@fleet/identity';
import type { JobStore, OperatorRecord } from '@fleet/jobs';
import { isNameOfFleet, type OperatorMethods, type OperatorRow, type OperatorsRevoked } from '@fleet/protocol';
import { AuditLog } from '../audit/audit-log.js';
import { refuse } from '../bus/refusal.js';
import { MasterEvents } from '../events/master-events.js';
import { RunningJobs } from '../jobs/running-jobs.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Milliseconds. */
export const loginLifetime = { usual: 3_600_000, longest: 7 * 24 * 3_600_000 } as const;
/** Milliseconds that a token is remembered after its end, to say why it is refused. */
const loginsKept = 30 * 24 * 3_600_000;

/** Adds, changes and revokes operators. Who was revoked is cut off the bus at once. */
@Injectable()
export class OperatorDesk implements OnApplicationBootstrap {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly audit: AuditLog,
    private readonly running: RunningJobs,
    private readonly events: MasterEvents,
  ) {}

  /** A master that was killed between its decision and the revocation finishes it now. */
  async onApplicationBootstrap(): Promise<void> {
    const { store, trust, control, log } = this.master;
    const now = Date.now();
    const left = store.operators.all().filter(
      ({ key, revoked }) =>
        // One that is older than any credentials needs no repeating.
        revoked !== undefined && trust.goodUntil('operator', revoked) > now && !trust.isRevoked('FLEET', key, revoked),
    );
    if (left.length === 0) return;
    await control.revoke('operator', ...left.map(({ key }) => key));
    log.warn({ operators: left.map(({ name }) => name) }, 'operators were revoked on the bus that were not yet');
  }

  list(): OperatorRow[] {
    const { store } = this.master;
    const now = Date.now();
    const invited = store.logins.open(now).map(({ name, roles, created, expires, by }): OperatorRow => ({
      name,
      roles,
      created,
      expires,
      by,
      state: 'invited',
    }));
    return [...store.operators.all().map((record) => operatorRow(record, now)), ...invited];
  }

  /** A token with which one person becomes an operator, on one machine. */
  async add(
    ask: OperatorMethods['operator_add']['ask'],
    by: string,
  ): Promise<OperatorMethods['operator_add']['answer']> {
    const { store, trust, servers, operators } = this.master;
    const { name } = ask;
    if (isNameOfFleet(name))
      return refuse('bad-arguments', `${name} is what fleet calls itself in its log; take another`);
    const roles = this.given(ask.roles, by);
    const present = store.operators.active(name);
    if (present)
      return refuse('conflict', `there is an operator ${name} already; fleetctl operator revoke ${name} ends it`);
    const created = Date.now();
    const expires = created + (ask.lifetime ?? loginLifetime.usual);
    const { text, publicKey } = trust.mintJoinToken({ servers, tls: this.master.tls, expires });
    await store.write((tables) => {
      const { logins, audit } = tables;
      // A new invitation replaces one that nobody has used.
      logins.withdraw(name);
      logins.prune(created - loginsKept);
      logins.create({ token: publicKey, name, roles, created, expires, by: operators.name(by) });
      this.events.append(tables, 'operator/NAME/invited', { NAME: name }, { roles, by: operators.name(by) });
      const args = `${roles.join(',')}, until ${new Date(expires).toISOString()}`;
      audit.append(this.audit.entry(by, { action: 'operator_add', target: name, args, outcome: 'done' }));
    });
    return { token: loginTokenText(text), expires };
  }

  async setRoles(name: string, wanted: readonly string[], by: string): Promise<OperatorRow> {
    const { store } = this.master;
    const record = this.manageable(name, by);
    const roles = this.given(wanted, by);
    const { policy } = this.master;
    if (policy.isAdmin(record.roles) && !policy.isAdmin(roles)) this.keepOneAdmin(record);
    const changed = await store.write((tables) => {
      const { operators, audit } = tables;
      const done = operators.setRoles(record.key, roles);
      const told = { roles, before: record.roles, by: this.master.operators.name(by) };
      if (done) this.events.append(tables, 'operator/NAME/roles', { NAME: name }, told);
      const args = `${record.roles.join(',')} -> ${roles.join(',')}`;
      const target = `${name} ${record.key}`;
      audit.append(
        this.audit.entry(by, { action: 'operator_roles', target, args, outcome: done ? 'done' : 'conflict' }),
      );
      return done;
    });
    if (!changed) return refuse('conflict', `${name} was revoked meanwhile`);
    this.master.log.info({ operator: name, roles }, 'roles of an operator changed');
    return operatorRow({ ...record, roles }, Date.now());
  }

  /** On disk first: whatever happens to this process, the next one goes on. What it left behind to act later goes with it. */
  async revoke(name: string, by: string): Promise<OperatorsRevoked> {
    const { store, control, log, operators: known } = this.master;
    const now = Date.now();
    const record = store.operators.active(name);
    if (!record) return { revoked: await this.withdrawn(name, by), withdrawn: { jobs: 0, invitations: 0, tokens: 0 } };
    this.manageable(name, by);
    if (this.master.policy.isAdmin(record.roles)) this.keepOneAdmin(record);
    const tokens = await store.write((tables) => {
      const { operators, logins, tokens: joins, audit } = tables;
      logins.withdraw(name);
      const done = operators.revoke(record.key, now);
      const left = { invitations: logins.withdrawBy(name), tokens: joins.revokeBy(record.key, now) };
      if (done) this.tellRevoked(tables, name, by, record.key);
      const target = `${name} ${record.key}`;
      const args = `with ${left.invitations} invitations and ${left.tokens} join tokens`;
      audit.append(
        this.audit.entry(by, { action: 'operator_revoke', target, args, outcome: done ? 'done' : 'conflict' }),
      );
      return left;
    });
    // A store that cannot be written must not keep the connection open.
    const [jobs] = await Promise.all([
      this.running.withdrawOf(name, now, known.name(by)),
      control.revoke('operator', record.key),
    ]);
    const withdrawn = { jobs, ...tokens };
    log.info({ operator: name, key: record.key, withdrawn }, 'operator revoked');
    return { revoked: [operatorRow(store.operators.get(record.key) ?? record, now)], withdrawn };
  }

  async renew(key: string): Promise<OperatorMethods['operator_renew']['answer']> {
    const { store, config } = this.master;
    const record = store.operators.get(key);
    if (!record || record.revoked !== undefined) return refuse('not-allowed', 'this operator was revoked');
    const expires = Date.now() + config.operatorLifetime;
    const jwt = this.mint(record, expires);
    await store.writeSoon(({ operators }) => operators.renewed(key, expires));
    return { jwt, expires };
  }

  mint({ key, name }: Pick<OperatorRecord, 'key' | 'name'>, expires: number): string {
    return this.master.trust.mintUser({ role: 'operator', publicKey: key, name, expires });
  }

  /** An invitation that nobody has used is revoked by taking it back. */
  private async withdrawn(name: string, by: string): Promise<OperatorRow[]> {
    const { store } = this.master;
    const now = Date.now();
    const open = store.logins.open(now).filter((login) => login.name === name);
    if (open.length === 0) {
      const known = this.list().flatMap((row) => (row.state === 'revoked' ? [] : [row.name]));
      const near = nearMatch(name, known);
      return refuse('not-found', `there is no operator ${name}${near === undefined ? '' : `; did you mean ${near}?`}`, {
        known,
      });
    }
    for (const { roles } of open) this.mustCover(roles, by);
    await store.write((tables) => {
      const { logins, audit } = tables;
      logins.withdraw(name);
      this.tellRevoked(tables, name, by);
      audit.append(
        this.audit.entry(by, { action: 'operator_revoke', target: name, args: 'invitation', outcome: 'done' }),
      );
    });
    return open.map(({ roles, created, by: adder }) => ({
      name,
      roles,
      created,
      expires: now,
      state: 'revoked',
      revoked: now,
      by: adder,
    }));
  }

  private tellRevoked(store: JobStore, name: string, by: string, key?: string): void {
    const told = { by: this.master.operators.name(by), ...(key !== undefined && { key }) };
    this.events.append(store, 'operator/NAME/revoked', { NAME: name }, told);
  }

  private manageable(name: string, by: string): OperatorRecord {
    const known = this.master.store.operators.all().filter(({ revoked }) => revoked === undefined);
    const record = known.find((operator) => operator.name === name);
    if (!record) {
      const names = known.map((operator) => operator.name);
      const near = nearMatch(name, names);
      return refuse('not-found', `there is no operator ${name}${near === undefined ? '' : `; did you mean ${near}?`}`, {
        known: names,
      });
    }
    this.mustCover(record.roles, by);
    return record;
  }

  /** The roles that were asked for, once each. Nobody gives what it does not hold: the right to `operators` would be every right. */
  private given(wanted: readonly string[], by: string): string[] {
    const { names } = this.master.policy;
    for (const role of wanted)
      if (!names.includes(role)) {
        const near = nearMatch(role, names);
        return refuse(
          'bad-arguments',
          `there is no role ${role}${near === undefined ? `; there are ${names.join(', ')}, and further ones are written under \`roles\` of master.yaml` : `; did you mean ${near}?`}`,
          { known: names },
        );
      }
    this.mustCover(wanted, by);
    return [...new Set(wanted)];
  }

  private mustCover(roles: readonly string[], by: string): void {
    const { operators, policy } = this.master;
    const own = operators.get(by)?.roles ?? [];
    if (policy.isAdmin(own)) return;
    const beyond = roles.filter((role) => !own.includes(role));
    if (beyond.length > 0)
      refuse(
        'not-allowed',
        `${operators.name(by)} does not hold ${beyond.join(', ')}, and cannot give, change or take what it does not hold`,
      );
  }

  private keepOneAdmin({ key, name }: OperatorRecord): void {
    const { store, policy } = this.master;
    const others = store.operators
      .all()
      .filter((other) => other.key !== key && other.revoked === undefined && policy.isAdmin(other.roles));
    if (others.length === 0)
      refuse('conflict', `${name} is the last admin; add another first (fleetctl operator add NAME --role admin)`);
  }
}

export function operatorRow(record: OperatorRecord, now: number): OperatorRow {
  const { key, name, roles, created, expires, revoked, by } = record;
  const state = revoked !== undefined ? 'revoked' : expires <= now ? 'expired' : 'active';
  return { key, name, roles, created, expires, state, ...(revoked !== undefined && { revoked }), by };
}
