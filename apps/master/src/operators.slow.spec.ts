import { writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectBus, type Bus } from '@fleet/bus';
import type { RoleSettings } from '@fleet/config';
import {
  createKeys,
  createLoginRequest,
  createSealKeys,
  decodeJoinToken,
  decodeLoginToken,
  openAdmission,
  openRevealed,
  signer,
  signRequest,
} from '@fleet/identity';
import type { AuditRow } from '@fleet/jobs';
import {
  subjects,
  type EnrolAnswer,
  type Fault,
  type JobEvent,
  type JobRequest,
  type OperatorMethods,
  type Reply,
  type Return,
} from '@fleet/protocol';
import type { FakeMinion } from '../test-support/fake-minion.js';
import { RawClient } from '../test-support/raw-client.js';
import { request, ScratchMaster } from '../test-support/scratch-master.js';
import { acknowledgeAudit } from './audit/acknowledge-audit.js';

const role = (more: Partial<RoleSettings>): RoleSettings => ({
  functions: [],
  may: [],
  readOnly: false,
  minions: '*',
  ...more,
});
const roles = new Map<string, RoleSettings>([
  [
    'deployer',
    role({
      functions: [
        { minions: 'miner-*', allow: ['state.apply'], args: ['cortensord*'], kwargs: { test: true } },
        { minions: 'miner-* and not miner-9', allow: ['service.*', 'schedule.*', 'system.reboot'] },
      ],
      may: ['jobs'],
    }),
  ],
  ['registrar', role({ may: ['operators'] })],
  ['approver', role({ may: ['approve'] })],
  ['seer', role({ functions: [{ minions: '*', allow: ['pillar.get'] }], may: ['secrets'] })],
]);

let fleet: ScratchMaster;
let miner: FakeMinion;
let deployer: Bus;
const open: Bus[] = [];

beforeAll(async () => {
  fleet = await ScratchMaster.start({
    roles,
    nodegroups: new Map([['all', '*']]),
    approvals: [
      { functions: ['system.reboot'], minions: 'miner-*', by: [], count: 1, expires: 60_000 },
      { functions: ['test.arg'], minions: '*', by: ['approver'], count: 2, expires: 60_000 },
    ],
  });
  miner = await fleet.minion('miner-1');
  for (const id of ['miner-9', 'db-1']) await fleet.minion(id);
  deployer = await operator(['deployer'], 'dora');
});
afterAll(async () => {
  for (const bus of open) await bus.close();
  await fleet?.stop();
});

async function operator(held: readonly string[], name: string): Promise<Bus> {
  const bus = await fleet.newOperator(held, name);
  open.push(bus);
  return bus;
}

async function faultOf(method: keyof OperatorMethods, body: unknown, as: Bus): Promise<Fault> {
  const reply = (await fleet.ask(method, body, as)) as Reply<unknown>;
  if (reply.ok) throw new Error(`${method} was answered: ${JSON.stringify(reply.result)}`);
  return reply.fault;
}

async function mustAs<M extends keyof OperatorMethods>(
  method: M,
  body: OperatorMethods[M]['ask'],
  as: Bus,
): Promise<OperatorMethods[M]['answer']> {
  const reply = (await fleet.ask(method, body, as)) as Reply<OperatorMethods[M]['answer']>;
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.fault)}`);
  return reply.result;
}

const audit = (limit = 1, query: object = {}): Promise<AuditRow[]> =>
  fleet.inStore((store) => store.audit.list(limit, query));
const job = (expression: string, name: string, more: Partial<JobRequest> = {}): JobRequest =>
  request(expression, name, { watch: false, ...more });

describe('an operator beyond its role', () => {
  const apply = { args: '["cortensord"]', kwargs: '{"test":true}' };
  const tricks: [string, JobRequest][] = [
    ['another function', job('miner-1', 'cmd.run', { args: '["id"]' })],
    ['a minion of others', job('db-1', 'state.apply', apply)],
    ['a glob that means others too', job('*', 'state.apply', apply)],
    [
      'a list that means others too',
      job('miner-1,db-1', 'state.apply', { ...apply, target: { type: 'list', expression: 'miner-1,db-1' } }),
    ],
    [
      'a node group that means others too',
      job('all', 'state.apply', { ...apply, target: { type: 'nodegroup', expression: 'all' } }),
    ],
    [
      'a compound that means others too',
      job('', 'state.apply', { ...apply, target: { type: 'compound', expression: 'miner-* or db-*' } }),
    ],
    [
      'a grain that others claim',
      job('', 'state.apply', { ...apply, target: { type: 'grain', expression: 'os:Debian' } }),
    ],
    ['one minion that a rule leaves out', job('miner-*', 'service.restart', { args: '["x"]' })],
    ['no argument where one is wanted', job('miner-1', 'state.apply', { kwargs: '{"test":true}' })],
    ['the argument as a keyword', job('miner-1', 'state.apply', { kwargs: '{"test":true,"mods":"other"}' })],
    ['a keyword more', job('miner-1', 'state.apply', { ...apply, kwargs: '{"test":true,"pillar":{"a":1}}' })],
    ['no keyword where one is wanted', job('miner-1', 'state.apply', { args: '["cortensord"]' })],
    ['a second SLS behind a comma', job('miner-1', 'state.apply', { ...apply, args: '["cortensord,other"]' })],
    ['a second SLS in a list', job('miner-1', 'state.apply', { ...apply, args: '[["cortensord","other"]]' })],
    ['a yes in words', job('miner-1', 'state.apply', { ...apply, kwargs: '{"test":"true"}' })],
    ['a yes to what it was not asked', job('db-1', 'system.reboot', { confirmed: true, confirmedMinions: ['db-1'] })],
    [
      'something scheduled',
      job('miner-1', 'schedule.add', { args: '["x"]', kwargs: '{"function":"cmd.run","job_args":["id"]}' }),
    ],
    ['secrets', job('miner-1', 'service.status', { args: '["x"]', reveal: { sealKey: createSealKeys().publicKey } })],
  ];
  it.each(tricks)('is refused %s, and that is a row of the log', async (_what, body) => {
    const before = (await audit())[0]?.id ?? 0;
    expect(await faultOf('job_create', body, deployer)).toMatchObject({ code: 'not-allowed' });
    const [row] = await audit();
    expect(row).toMatchObject({ action: 'job_create', function: body.function, outcome: 'not-allowed' });
    expect(row?.who).toMatch(/^dora U/);
    expect(row?.id).toBe(before + 1);
  });

  it('hears which minions it may not touch, and which rule it takes', async () => {
    const { message, details } = await faultOf('job_create', job('*', 'state.apply', apply), deployer);
    expect(details).toMatchObject({ minions: ['db-1'], needed: "{minions: 'db-1', allow: [state.apply]}" });
    expect(message).toBe(
      "dora (deployer) may not run state.apply on db-1; a rule such as {minions: 'db-1', allow: [state.apply]} would allow it",
    );
  });

  it('is let do what its rules name', async () => {
    expect((await fleet.ask('job_create', job('miner-*', 'state.apply', apply), deployer)).ok).toBe(true);
    expect((await audit())[0]).toMatchObject({ outcome: 'done', function: 'state.apply' });
  });

  const methods: [keyof OperatorMethods, object][] = [
    ['key_list', {}],
    ['key_accept', { allPending: true }],
    ['key_delete', { minions: ['db-1'] }],
    ['token_create', {}],
    ['operator_add', { name: 'eve', roles: ['admin'] }],
    ['operator_roles', { name: 'dora', roles: ['admin'] }],
    ['operator_revoke', { name: 'dora' }],
    ['operator_list', {}],
    ['audit_list', {}],
    ['audit_verify', {}],
    ['approval_decide', { id: '0123456789', verdict: 'approve' }],
    ['artifact_get', { minion: 'db-1', path: 'x', offset: 0 }],
    ['event_watch', {}],
    ['minion_status', {}],
    ['lint', {}],
  ];
  it.each(methods)('is refused %s', async (method, body) => {
    expect(await faultOf(method, body, deployer)).toMatchObject({
      code: 'not-allowed',
      details: { right: expect.any(String) },
    });
    expect((await audit())[0]).toMatchObject({ action: method, outcome: 'not-allowed' });
  });

  it('speaks on no subject of another operator, nor as a minion or the master', async () => {
    const { publicKey, seed } = createKeys('user');
    const jwt = fleet.trust.mintUser({ role: 'operator', publicKey, name: 'x' });
    const raw = await RawClient.open(fleet.url, signer(seed), jwt);
    const others = [
      subjects.operatorRequest(fleet.operator.key, 'job_create'),
      subjects.operatorRequest(deployer.key, 'job_create'),
      subjects.commandAll(),
      subjects.commandOne(miner.keys.publicKey),
      subjects.minionRequest(publicKey, 'pillar'),
      `_INBOX.${deployer.key}.1`,
      'fl.api.*.job_create',
    ];
    for (const subject of others) raw.publish(subject, '{}');
    for (const subject of ['fl.api.>', `_INBOX.${deployer.key}.>`, 'fl.ret.>']) raw.subscribe(subject, 1);
    await raw.flush();
    expect(raw.heard.match(/-ERR '(Permissions Violation|Invalid (Publish )?Subject)/g)).toHaveLength(
      others.length + 3,
    );
    raw.close();
  });

  it('that the master does not know may do nothing, whatever the bus let in', async () => {
    const { publicKey, seed } = createKeys('user');
    const jwt = fleet.trust.mintUser({ role: 'operator', publicKey, name: 'ghost' });
    const ghost = await connectBus({ servers: [fleet.url], name: 'ghost', signer: signer(seed), jwt: () => jwt });
    for (const method of ['minion_status', 'job_list', 'operator_renew'] as const)
      expect(await faultOf(method, {}, ghost)).toMatchObject({ code: 'not-allowed' });
    await ghost.close();
    expect((await audit())[0]).toMatchObject({ who: publicKey, outcome: 'not-allowed' });
  });

  it('reads no secret of a pillar by whom a target means', async () => {
    fleet.write('pillar/top.sls', "base:\n  '*': [node]\n");
    fleet.write('pillar/node.sls', 'node:\n  role: worker\n  password: correct-horse\n');
    const by = (expression: string): JobRequest =>
      job('', 'service.status', { args: '["x"]', target: { type: 'pillar', expression } });
    expect(await faultOf('job_create', by('node:password:correct*'), deployer)).toMatchObject({ code: 'no-match' });
    const found = await faultOf('job_create', by('node:role:work*'), deployer);
    expect(found).toMatchObject({ code: 'not-allowed', details: { minions: expect.arrayContaining(['db-1']) } });
  });

  it('sees no jobs of others without the right to', async () => {
    await fleet.run('miner-1', 'test.ping');
    const other = await operator(['seer'], 'sina');
    const { jobs } = await mustAs('job_list', {}, other);
    expect(jobs).toEqual([]);
    const [mine] = (await fleet.must('job_list', { limit: 1 })).jobs;
    expect(await faultOf('job_show', { jid: mine?.jid }, other)).toMatchObject({ code: 'not-found' });
    expect(await faultOf('job_watch', { jid: mine?.jid }, other)).toMatchObject({ code: 'not-found' });
  });
});

describe('whoever only looks', () => {
  it('sees and touches nothing', async () => {
    const viewer = await operator(['viewer'], 'vera');
    const events = await fleet.ask('job_create', job('*', 'test.ping'), viewer);
    expect(events.ok).toBe(true);
    for (const method of ['key_list', 'minion_status', 'audit_list', 'operator_list'] as const)
      expect((await fleet.ask(method, {}, viewer)).ok).toBe(true);
    for (const [name, more] of [
      ['cmd.run', { args: '["id"]' }],
      ['state.apply', {}],
      ['pillar.items', {}],
      ['file.read', { args: '["/etc/shadow"]' }],
    ] as const)
      expect(await faultOf('job_create', job('*', name, more), viewer)).toMatchObject({ code: 'not-allowed' });
    expect(await faultOf('artifact_get', { minion: 'x', path: 'y', offset: 0, secrets: true }, viewer)).toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('refusals', () => {
  it('are written down for every kind, and a flood of them is a number', async () => {
    const noisy = await operator(['deployer'], 'nora');
    const count = (): Promise<number> => fleet.inStore(({ audit: table }) => table.count);
    const before = await count();
    for (let turn = 0; turn < 60; turn += 1) {
      const body = job('db-1', 'cmd.run', { args: `["${turn}"]` });
      await Promise.all([
        fleet.ask('job_create', body, noisy),
        fleet.ask(`made_up_${turn}` as 'job_list', {}, noisy),
        fleet.ask('job_create', { nonsense: turn }, noisy),
      ]);
    }
    const rows = await audit(200, { operator: 'nora' });
    const outcomes = new Set(rows.map(({ action, outcome }) => `${action} ${outcome}`));
    expect([...outcomes].sort()).toEqual([
      'job_create malformed',
      'job_create not-allowed',
      'unknown_method unknown-method',
    ]);
    expect((await count()) - before).toBe(60);
  });
});

describe('becoming an operator', () => {
  const invited = async (name: string, held = ['deployer'], lifetime?: number): Promise<string> =>
    (await fleet.must('operator_add', { name, roles: held, ...(lifetime && { lifetime }) })).token;

  async function login(
    token: string,
    keys = createKeys('user'),
    seal = createSealKeys(),
  ): Promise<Reply<EnrolAnswer> & { jwt?: string }> {
    const given = decodeLoginToken(token);
    const bus = await connectBus({
      servers: given.servers,
      name: 'login',
      signer: signer(given.seed),
      jwt: () => given.jwt,
    });
    try {
      const ask = createLoginRequest(signer(keys.seed), seal.publicKey);
      const reply = (await bus.request(subjects.enrol(bus.key), ask)) as Reply<EnrolAnswer>;
      if (!reply.ok || reply.result.state !== 'accepted') return reply;
      const own = { request: ask, privateKey: seal.privateKey };
      const admission = openAdmission([fleet.trust.commandSigner.rawPublicKey], own, reply.result.admission);
      return { ...reply, ...(admission && { jwt: admission.jwt }) };
    } finally {
      await bus.close();
    }
  }

  async function connected(keys: { seed: string }, jwt: string): Promise<Bus> {
    const bus = await connectBus({ servers: [fleet.url], name: 'new', signer: signer(keys.seed), jwt: () => jwt });
    open.push(bus);
    return bus;
  }

  it('takes a token once, and gives what the token was made for', async () => {
    const token = await invited('alice');
    const keys = createKeys('user');
    const { jwt } = await login(token, keys);
    const alice = await connected(keys, jwt as string);
    expect((await fleet.ask('job_list', {}, alice)).ok).toBe(true);
    expect(await faultOf('key_list', {}, alice)).toMatchObject({ code: 'not-allowed' });
    // The answer was lost: the same key asks again. Another key does not get in.
    expect((await login(token, keys)).ok).toBe(true);
    expect(await login(token)).toMatchObject({
      ok: false,
      fault: { code: 'not-allowed', message: expect.stringContaining('good once') },
    });
    expect((await audit())[0]).toMatchObject({ action: 'operator_login', outcome: 'not-allowed' });
    expect((await fleet.must('operator_list', {})).operators).toContainEqual(
      expect.objectContaining({ name: 'alice', roles: ['deployer'], state: 'active', key: keys.publicKey }),
    );
  });

  it('takes no token that was replaced, nor one that has expired', async () => {
    const first = await invited('berta');
    await invited('berta');
    expect(await login(first)).toMatchObject({ ok: false, fault: { code: 'not-allowed' } });
    const short = await invited('clara', ['deployer'], 1000);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    await expect(login(short)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('takes no join token, and a login token lets no minion in', async () => {
    const join = decodeJoinToken(await fleet.token());
    const bus = await connectBus({ servers: join.servers, name: 'x', signer: signer(join.seed), jwt: () => join.jwt });
    const ask = createLoginRequest(signer(createKeys('user').seed), createSealKeys().publicKey);
    expect(await bus.request(subjects.enrol(bus.key), ask)).toMatchObject({
      ok: false,
      fault: { code: 'not-allowed' },
    });
    await bus.close();
    const loginToken = await invited('dana');
    expect(() => decodeJoinToken(loginToken)).toThrow();
    const { FakeMinion: Minion } = await import('../test-support/fake-minion.js');
    await expect(new Minion('sneaky').enrol(loginToken.replace('fleet-login-', 'fleet-join-'))).rejects.toThrow(
      'join token',
    );
  });

  it.each([
    ['another key', { key: createKeys('user').publicKey }],
    ['another seal key', { sealKey: createSealKeys().publicKey }],
    ['no signature', { signature: undefined }],
    ['an old request', { issued: 1 }],
  ])('takes no request with %s', async (_what, change) => {
    const given = decodeLoginToken(await invited('emil'));
    const bus = await connectBus({
      servers: given.servers,
      name: 'x',
      signer: signer(given.seed),
      jwt: () => given.jwt,
    });
    const ask = { ...createLoginRequest(signer(createKeys('user').seed), createSealKeys().publicKey), ...change };
    expect(await bus.request(subjects.enrol(bus.key), ask)).toMatchObject({ ok: false, fault: { code: 'malformed' } });
    await bus.close();
  });

  it('is renewed for the same key, as long as it is not revoked', async () => {
    const keys = createKeys('user');
    const { jwt } = await login(await invited('frida'), keys);
    const frida = await connected(keys, jwt as string);
    const { jwt: fresh, expires } = await mustAs('operator_renew', {}, frida);
    expect(expires).toBeGreaterThan(Date.now() + 29 * 24 * 3_600_000);
    await connected(keys, fresh);
    await fleet.must('operator_revoke', { name: 'frida' });
    for (const old of [jwt as string, fresh])
      await expect(connected(keys, old)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('is no way to more than somebody holds', async () => {
    const registrar = await operator(['registrar', 'approver'], 'rita');
    for (const [method, body] of [
      ['operator_add', { name: 'eve', roles: ['admin'] }],
      ['operator_add', { name: 'eve', roles: ['approver', 'deployer'] }],
      ['operator_roles', { name: 'rita', roles: ['admin'] }],
      ['operator_roles', { name: 'dora', roles: ['approver'] }],
      ['operator_revoke', { name: 'spec-1' }],
    ] as const)
      expect(await faultOf(method, body, registrar)).toMatchObject({ code: 'not-allowed' });
    // Whose jobs and rows would be taken for those of fleet itself, or the other way round.
    for (const name of ['schedule', 'fleet-master'])
      expect(await faultOf('operator_add', { name, roles: ['approver'] }, registrar)).toMatchObject({
        code: 'bad-arguments',
      });
    expect((await mustAs('operator_add', { name: 'eva', roles: ['approver'] }, registrar)).token).toMatch(
      /^fleet-login-/,
    );
    expect(await faultOf('operator_add', { name: 'eve', roles: ['deploier'] }, fleet.operator)).toMatchObject({
      code: 'bad-arguments',
      message: expect.stringContaining('did you mean deployer?'),
    });
  });

  it('never leaves the fleet without an admin', async () => {
    expect(await faultOf('operator_revoke', { name: 'spec-1' }, fleet.operator)).toMatchObject({ code: 'conflict' });
    expect(await faultOf('operator_roles', { name: 'spec-1', roles: ['viewer'] }, fleet.operator)).toMatchObject({
      code: 'conflict',
    });
  });
});

describe('revoking', () => {
  it('cuts the connection at once, and disturbs nobody else', async () => {
    const gone = await operator(['deployer'], 'gina');
    const { publicKey, seed } = createKeys('user');
    await fleet.inStore(({ operators }) =>
      operators.add({ key: publicKey, name: 'greta', roles: ['deployer'], created: 1, expires: 1, by: 'spec' }),
    );
    const jwt = fleet.trust.mintUser({ role: 'operator', publicKey, name: 'greta' });
    const raw = await RawClient.open(fleet.url, signer(seed), jwt);
    await fleet.must('operator_revoke', { name: 'greta' });
    // The server has hung up by the time that the revocation is answered, or before it reads one more message.
    await raw.flush();
    expect(raw.closed).toBe(true);
    await fleet.must('operator_revoke', { name: 'gina' });
    expect(await gone.closed).toMatchObject({ code: 'not-allowed' });
    expect(deployer.connected).toBe(true);
    expect((await fleet.must('operator_list', {})).operators).toContainEqual(
      expect.objectContaining({ name: 'gina', state: 'revoked' }),
    );
    // The name is free again, for another key.
    expect((await fleet.must('operator_add', { name: 'gina', roles: ['viewer'] })).token).toMatch(/^fleet-login-/);
  });

  it('is finished by the next master where one was killed in between', async () => {
    const gone = await operator(['deployer'], 'hanna');
    await fleet.stopMaster();
    await fleet.inStore((store) => store.operators.revoke(gone.key, Date.now()));
    expect(gone.connected).toBe(true);
    await fleet.startMaster();
    expect(await gone.closed).toMatchObject({ code: 'not-allowed' });
  });
});

describe('a call that somebody else has to approve', () => {
  const reboot = job('miner-1', 'system.reboot', { kwargs: '{"token":"hunter22"}' });

  async function asked(body: JobRequest = reboot, as = deployer): Promise<string> {
    const fault = await faultOf('job_create', body, as);
    expect(fault).toMatchObject({ code: 'approval-required', details: { needed: expect.any(Number) } });
    return (fault.details as { id: string }).id;
  }
  const decide = (id: string, as: Bus, verdict: 'approve' | 'deny' = 'approve'): Promise<Reply<unknown>> =>
    fleet.ask('approval_decide', { id, verdict }, as);
  let approver: Bus;
  let second: Bus;
  beforeAll(async () => {
    approver = await operator(['approver'], 'paula');
    second = await operator(['approver', 'deployer'], 'petra');
  });
  beforeEach(() => {
    miner.forget();
  });

  it('is held back, kept without its secrets in sight, and begins in the name of who asked', async () => {
    const id = await asked();
    expect(miner.commands).toEqual([]);
    expect(await asked()).toBe(id);
    const shown = await mustAs('approval_show', { id }, approver);
    expect(shown).toMatchObject({
      operator: 'dora',
      function: 'system.reboot',
      minions: ['miner-1'],
      state: 'waiting',
    });
    expect(shown.kwargs).not.toContain('hunter22');
    const database = await readFile(fleet.places.master.database, 'latin1').catch(() => '');
    const wal = await readFile(`${fleet.places.master.database}-wal`, 'latin1').catch(() => '');
    expect([database, wal].join('')).not.toContain('hunter22');
    const { jid, state } = await mustAs('approval_decide', { id, verdict: 'approve' }, approver);
    expect(state).toBe('started');
    await fleet.until(() => miner.commands.length === 1);
    expect(miner.commands[0]).toMatchObject({ jid, operator: 'dora', function: 'system.reboot' });
    const rows = await audit(5, { jid });
    expect(rows).toMatchObject([{ action: 'job_create', outcome: 'done', note: `approved by paula (${id})` }]);
    expect(rows[0]?.who).toMatch(/^dora /);
    expect(await decide(id, second)).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    expect(miner.commands).toHaveLength(1);
  });

  it('is not approved by who asked, nor by whoever lacks the right or the role', async () => {
    const id = await asked(reboot, second);
    expect(await decide(id, second)).toMatchObject({
      ok: false,
      fault: { code: 'not-allowed', message: expect.stringContaining('of its own') },
    });
    expect(await decide(id, second, 'deny')).toMatchObject({ ok: false });
    expect(await decide(id, deployer)).toMatchObject({ ok: false, fault: { code: 'not-allowed' } });
    expect((await audit())[0]).toMatchObject({ action: 'approval_decide', outcome: 'not-allowed' });
    const special = await asked(job('miner-1', 'test.arg', { args: '["role"]' }), fleet.operator);
    const admin = await operator(['admin'], 'anton');
    expect(await decide(special, admin)).toMatchObject({
      ok: false,
      fault: { message: expect.stringContaining('approver') },
    });
    expect(miner.commands).toEqual([]);
  });

  it('is one that is scheduled too, however deep', async () => {
    const inner = { function: 'system.reboot', minutes: 1 };
    const outer = { function: 'schedule.add', job_args: ['y'], job_kwargs: inner, minutes: 1 };
    const deeper = { function: 'schedule.add', job_args: ['z'], job_kwargs: outer, minutes: 1 };
    for (const kwargs of [inner, outer, deeper])
      await asked(job('miner-1', 'schedule.add', { args: '["x"]', kwargs: JSON.stringify(kwargs) }));
    expect(miner.commands).toEqual([]);
  });

  it('takes as many as the rule says, each once', async () => {
    const id = await asked(job('miner-1', 'test.arg', { args: '["two"]' }), fleet.operator);
    expect(await decide(id, approver)).toMatchObject({ ok: true, result: { state: 'waiting' } });
    expect(await decide(id, approver)).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    expect(await decide(id, second)).toMatchObject({ ok: true, result: { state: 'started' } });
    await fleet.until(() => miner.commands.length === 1);
  });

  it('begins once, however many say yes at the same moment', async () => {
    const id = await asked(job('miner-1', 'system.reboot', { args: '["at once"]' }));
    const admin = await operator(['admin'], 'agnes');
    const said = await Promise.all([decide(id, approver), decide(id, second), decide(id, admin)]);
    expect(said.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    await fleet.until(() => miner.commands.length > 0);
    await fleet.run('miner-1', 'test.ping');
    expect(miner.commands.filter(({ function: name }) => name === 'system.reboot')).toHaveLength(1);
  });

  it('does not begin for other minions than those that were shown', async () => {
    const target = { type: 'glob', expression: 'miner-[1-8]' } as const;
    const id = await asked(job('miner-[1-8]', 'system.reboot', { target }));
    const late = await fleet.minion('miner-2');
    expect(await decide(id, approver)).toMatchObject({
      ok: true,
      result: { state: 'void', reason: expect.stringContaining('confirm') },
    });
    expect([...miner.commands, ...late.commands].filter(({ function: name }) => name === 'system.reboot')).toEqual([]);
    const changed = await asked(job('miner-[1-8]', 'system.reboot', { target, confirmed: true }));
    await fleet.minion('miner-3');
    expect(await decide(changed, approver)).toMatchObject({
      ok: true,
      result: { state: 'void', reason: expect.stringContaining('other minions') },
    });
    expect([...miner.commands, ...late.commands].filter(({ function: name }) => name === 'system.reboot')).toEqual([]);
  });

  it('does not begin for somebody who may do it no more', async () => {
    const leaving = await operator(['deployer'], 'lena');
    const id = await asked(job('miner-1', 'system.reboot', { args: '["late"]' }), leaving);
    await fleet.must('operator_revoke', { name: 'lena' });
    expect(await decide(id, approver)).toMatchObject({
      ok: true,
      result: { state: 'void', reason: expect.stringContaining('may not run') },
    });
    expect(miner.commands).toEqual([]);
  });

  it('is over when it is denied, or when its time is', async () => {
    const denied = await asked(job('miner-1', 'system.reboot', { args: '["no"]' }));
    expect(await decide(denied, approver, 'deny')).toMatchObject({
      ok: true,
      result: { state: 'denied', reason: 'denied by paula' },
    });
    expect(await decide(denied, second)).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    const late = await asked(job('miner-1', 'system.reboot', { args: '["slow"]' }));
    await fleet.inStore(({ approvals }) => approvals.expire(Date.now() + 120_000));
    expect(await decide(late, approver)).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    expect(miner.commands).toEqual([]);
  });

  it('cannot be piled up', async () => {
    const piler = await operator(['deployer'], 'pia');
    for (let turn = 0; turn < 20; turn += 1)
      await asked(job('miner-1', 'system.reboot', { args: `["${turn}"]` }), piler);
    expect(await faultOf('job_create', job('miner-1', 'system.reboot', { args: '["x"]' }), piler)).toMatchObject({
      code: 'busy',
    });
  });
});

describe('secrets that are shown', () => {
  it('reach who asked for them, sealed, and are kept nowhere', async () => {
    const seer = await operator(['seer', 'deployer'], 'sara');
    const seal = createSealKeys();
    miner.secret = '"canary-4711"';
    miner.mode = 'hold';
    const other: JobEvent[] = [];
    const mine: JobEvent[] = [];
    const body = request('miner-1', 'pillar.get', { args: '["x"]', reveal: { sealKey: seal.publicKey } });
    const watching = (async () => {
      const asked = signRequest(seer.signer, 'job_create', body);
      for await (const reply of seer.requestMany(subjects.operatorRequest(seer.key, 'job_create'), asked, {
        timeout: 60_000,
        idle: 60_000,
      })) {
        const { result } = reply as { result: JobEvent };
        mine.push(result);
        if (result.event === 'ended') return;
      }
    })();
    await fleet.until(() => mine.length > 0);
    const { jid } = mine[0] as { jid: string };
    const looking = (async () => {
      for await (const event of fleet.watch('job_watch', { jid })) other.push(event);
    })();
    await fleet.until(() => other.length > 0 && miner.commands.some((command) => command.jid === jid));
    await miner.release();
    await Promise.all([watching, looking]);
    miner.mode = 'answer';
    const returned = (events: JobEvent[]): Return =>
      (events.find(({ event }) => event === 'returned') as { return: Return }).return;
    const { revealed } = returned(mine);
    if (!revealed || !('sealed' in revealed)) throw new Error('nothing was revealed');
    const place = { jid, key: revealed.key };
    expect(openRevealed(seal.privateKey, place, revealed.sealed)).toBe('"canary-4711"');
    expect(() => openRevealed(createSealKeys().privateKey, place, revealed.sealed)).toThrow();
    expect(() => openRevealed(seal.privateKey, { ...place, jid: '1' }, revealed.sealed)).toThrow();
    expect(returned(other)).not.toHaveProperty('revealed');
    const kept = await fleet.inStore(({ jobs }) => JSON.stringify(jobs.show(jid)));
    expect(kept).not.toMatch(/revealed|canary/);
    expect(await audit(5, { jid })).toMatchObject([
      { action: 'show_secrets', outcome: 'done' },
      { action: 'job_create' },
    ]);
    expect(fleet.log.join('')).not.toContain('canary-4711');
  });
});

describe('the audit log', () => {
  it('holds, tells its head, and knows a head that it had', async () => {
    const first = await fleet.must('audit_verify', {});
    expect(first).toMatchObject({ ok: true, count: expect.any(Number), head: { hash: expect.any(String) } });
    await fleet.run('miner-1', 'test.ping');
    expect(await fleet.must('audit_verify', { head: first.head?.hash as string })).toMatchObject({ ok: true });
    expect(await fleet.must('audit_verify', { head: 'a'.repeat(64) })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no row has the hash'),
    });
  });

  it('tells that its end was cut off, also after the master goes on', async () => {
    const file = join(fleet.places.master.store, 'audit-head.json');
    await fleet.stopMaster();
    const older = await readFile(fleet.places.master.database);
    await fleet.startMaster();
    await fleet.run('miner-1', 'test.ping');
    await fleet.stopMaster();
    const signed = await readFile(file, 'utf8');
    // Closed, the store is one file: an older one is one whose newest rows were cut off.
    writeFileSync(fleet.places.master.database, older);
    await fleet.startMaster();
    await fleet.run('miner-1', 'test.ping').catch(() => undefined);
    await fleet.run('db-1', 'test.ping').catch(() => undefined);
    expect(await fleet.must('audit_verify', {})).toMatchObject({
      ok: false,
      reason: expect.stringContaining('cut off'),
    });
    expect(await readFile(file, 'utf8')).toBe(signed);
    // A head of somebody else's making is none.
    writeFileSync(file, signed.replace(/"signature":"..../, '"signature":"AAAA'));
    expect(await fleet.must('audit_verify', {})).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not by a key of this master'),
    });
    await rm(file);
    expect(await fleet.must('audit_verify', {})).toMatchObject({
      ok: false,
      reason: expect.stringContaining('missing'),
    });
    const { master } = fleet.places;
    const because = 'an older store was put back by this spec';
    expect(
      await fleet.inStore((store) => acknowledgeAudit({ store, folder: master.store, trust: fleet.trust, because })),
    ).toMatchObject([{ about: 'head' }]);
    const state = await fleet.must('audit_verify', {});
    expect(state).toMatchObject({ ok: true, acknowledged: [{ because, row: expect.any(Number) }] });
    expect(await audit(5, { operator: 'fleet-master' })).toMatchObject([{ action: 'audit_acknowledge' }]);
    // The master that runs goes on signing by itself.
    const acknowledged = await readFile(file, 'utf8');
    await fleet.run('db-1', 'test.ping').catch(() => undefined);
    await fleet.until(async () => (await readFile(file, 'utf8')) !== acknowledged);
  });
});

describe('operators of before', () => {
  it('are carried into the store once, as admins', async () => {
    const { publicKey, seed } = createKeys('user');
    const jwt = fleet.trust.mintUser({ role: 'operator', publicKey, name: 'olga' });
    const file = join(fleet.places.master.home, 'operators.json');
    await fleet.stopMaster();
    writeFileSync(file, JSON.stringify({ [publicKey]: 'olga' }));
    await fleet.startMaster();
    const olga = await connectBus({ servers: [fleet.url], name: 'olga', signer: signer(seed), jwt: () => jwt });
    open.push(olga);
    expect((await mustAs('operator_list', {}, olga)).operators).toContainEqual(
      expect.objectContaining({ name: 'olga', roles: ['admin'], by: 'operators.json' }),
    );
    await fleet.must('operator_revoke', { name: 'olga' });
    await fleet.stopMaster();
    writeFileSync(file, JSON.stringify({ [publicKey]: 'olga' }));
    await fleet.startMaster();
    expect((await fleet.must('operator_list', {})).operators.filter(({ name }) => name === 'olga')).toMatchObject([
      { state: 'revoked' },
    ]);
  });
});
