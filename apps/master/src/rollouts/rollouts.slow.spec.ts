import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bus } from '@fleet/bus';
import type { Command, OperatorMethods, Reply, Return, RolloutRequest, RolloutRow } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

let fleet: ScratchMaster;
let minions: FakeMinion[];
const failed: Partial<Return> = { success: false, retcode: 1 };

beforeAll(async () => {
  fleet = await ScratchMaster.start({
    approvals: [{ minions: '*', functions: ['test.arg'], by: [], count: 1, expires: 3_600_000 }],
  });
  fleet.write('states/web.sls', 'one:\n  test.nop: []\n');
  minions = [];
  for (const id of ['m1', 'm2', 'm3', 'm4', 'm5']) minions.push(await fleet.minion(id));
});
afterAll(() => fleet?.stop());
beforeEach(() => {
  for (const minion of minions) {
    minion.mode = 'answer';
    minion.returns = () => ({});
    minion.forget();
  }
});

const rollout = (name: string, more: Partial<RolloutRequest> = {}, call: Partial<RolloutRequest['call']> = {}) => ({
  call: { target: { type: 'glob', expression: 'm*' } as const, function: name, args: '[]', kwargs: '{}', ...call },
  watch: false,
  ...more,
});

async function create(ask: RolloutRequest, as: Bus = fleet.operator): Promise<string> {
  const reply = (await fleet.ask('rollout_create', ask, as)) as Reply<OperatorMethods['rollout_create']['answer']>;
  if (!reply.ok) throw new Error(JSON.stringify(reply.fault));
  if (reply.result.event !== 'rollout') throw new Error('no rollout');
  return reply.result.rollout.id;
}

async function refusal(ask: RolloutRequest, as: Bus = fleet.operator): Promise<unknown> {
  const reply = await fleet.ask('rollout_create', ask, as);
  return reply.ok ? reply.result : [reply.fault.code, reply.fault.message];
}

const show = (id: string) => fleet.must('rollout_show', { id });

async function comesTo(id: string, ...states: RolloutRow['state'][]) {
  await fleet.until(async () => states.includes((await show(id)).state));
  return show(id);
}

/** Who heard what, in the order of the jobs. */
function heard(name: string): string[][] {
  const by = new Map<string, string[]>();
  for (const { id, commands } of minions)
    for (const { jid, function: called } of commands) if (called === name) by.set(jid, [...(by.get(jid) ?? []), id]);
  return [...by].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ids]) => ids);
}

describe('a rollout', () => {
  it.each([[{ destroy: true }, true] as const, [{}, undefined] as const])(
    'of %j hands on to every wave whether it may destroy',
    async (call, destroy) => {
      await comesTo(await create(rollout('test.ping', { batch: { count: 3 } }, call)), 'done');
      expect(minions.flatMap(({ commands }) => commands.map((command) => command.destroy))).toEqual(
        minions.map(() => destroy),
      );
    },
  );

  it('comes over the fleet in waves, each an ordinary job in the name of who asked', async () => {
    const id = await create(rollout('test.ping', { canary: 1, batch: { count: 2 } }));
    const row = await comesTo(id, 'done');
    expect(heard('test.ping')).toEqual([['m1'], ['m2', 'm3'], ['m4', 'm5']]);
    expect(row.waves.map(({ name, state, failed: bad }) => [name, state, bad.length])).toEqual([
      ['canary', 'done', 0],
      ['wave 1', 'done', 0],
      ['wave 2', 'done', 0],
    ]);
    expect(row).toMatchObject({ failures: 0, size: 5, minions: [['m1'], ['m2', 'm3'], ['m4', 'm5']] });
    const { jobs } = await fleet.must('job_list', { limit: 3 });
    expect(jobs.map(({ rollout: of, step, operator }) => [of, step, operator])).toEqual([
      [id, 'wave 2', row.operator],
      [id, 'wave 1', row.operator],
      [id, 'canary', row.operator],
    ]);
    const { rows } = await fleet.must('audit_list', { limit: 5 });
    expect(rows.map(({ action, note }) => [action, note]).reverse()).toEqual([
      ['rollout_create', id],
      ['job_create', `canary of rollout ${id}`],
      ['job_create', `wave 1 of rollout ${id}`],
      ['job_create', `wave 2 of rollout ${id}`],
      ['rollout_end', id],
    ]);
    expect((await fleet.must('rollout_list', {})).rollouts).toEqual([]);
    expect((await fleet.must('rollout_list', { all: true })).rollouts[0]?.id).toBe(id);
  });

  it('stops where more fail than may, and says who was not reached', async () => {
    (minions[1] as FakeMinion).returns = () => failed;
    const id = await create(rollout('test.ping', { batch: { count: 2 } }));
    expect(await comesTo(id, 'failed')).toMatchObject({
      reason: '1 minion failed and none may: m2 failed',
      waves: [
        { state: 'failed', failed: [{ minion: 'm2', why: 'failed' }] },
        { state: 'skipped' },
        { state: 'skipped' },
      ],
    });
    expect(heard('test.ping')).toEqual([['m1', 'm2']]);
  });

  it('takes silence for failure, and lets as many fail as may', async () => {
    (minions[0] as FakeMinion).mode = 'silent';
    const ask = { batch: { count: 3 }, maxFailures: { percent: 20 } };
    const id = await create(rollout('test.ping', ask, { timeout: 5_000 }));
    expect(await comesTo(id, 'done')).toMatchObject({
      failures: 1,
      waves: [{ failed: [{ minion: 'm1', why: 'silent' }] }, { failed: [] }],
    });
  });

  it('tells whoever watches of every wave and of its job', async () => {
    const events: string[] = [];
    const subject = `fl.api.${fleet.operator.key}.rollout_create`;
    const { signRequest } = await import('@fleet/identity');
    const asked = signRequest(
      fleet.operator.signer,
      'rollout_create',
      rollout('test.ping', { batch: { count: 3 }, watch: true }),
    );
    for await (const reply of fleet.operator.requestMany(subject, asked, { timeout: 60_000, idle: 60_000 })) {
      const { result } = reply as { result: OperatorMethods['rollout_watch']['answer'] };
      if (result.event === 'job') events.push(`${result.wave} ${result.job.event}`);
      else if (result.rollout.state === 'done') break;
    }
    for (const wave of ['wave 1', 'wave 2'])
      for (const what of ['created', 'returned', 'ended']) expect(events).toContain(`${wave} ${what}`);
  });

  it('is paused, goes on, and is aborted', async () => {
    for (const minion of minions) minion.mode = 'hold';
    const id = await create(rollout('test.ping', { batch: { count: 2 } }));
    await fleet.until(() => heard('test.ping').length === 1);
    expect(await fleet.must('rollout_pause', { id, reason: 'lunch' })).toMatchObject({
      state: 'paused',
      within: 'wave',
    });
    for (const minion of minions) await minion.release();
    await fleet.until(async () => (await show(id)).waves[0]?.state === 'settling');
    expect(await fleet.ask('rollout_pause', { id })).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    expect(heard('test.ping')).toHaveLength(1);
    await fleet.must('rollout_resume', { id });
    await fleet.until(() => heard('test.ping').length === 2);
    expect(await fleet.must('rollout_abort', { id, reason: 'wrong one' })).toMatchObject({ state: 'aborted' });
    for (const minion of minions) await minion.release();
    expect(await show(id)).toMatchObject({
      reason: expect.stringMatching(/^aborted by spec-1: wrong one$/),
      waves: [{ state: 'done' }, { state: 'left' }, { state: 'skipped' }],
    });
    expect(await fleet.ask('rollout_resume', { id })).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    expect(heard('test.ping')).toHaveLength(2);
  });

  it('goes on under a master that comes back', async () => {
    const id = await create(rollout('test.ping', { batch: { count: 2 }, wait: 1000 }));
    await comesTo(id, 'waiting');
    await fleet.stopMaster();
    await fleet.startMaster();
    for (const minion of minions) minion.beat('hello');
    await comesTo(id, 'done');
    expect(heard('test.ping')).toEqual([['m1', 'm2'], ['m3', 'm4'], ['m5']]);
  });

  it('waits where the store was restored, until somebody has looked', async () => {
    const id = await create(rollout('test.ping', { batch: { count: 2 }, wait: 1000 }));
    await comesTo(id, 'waiting');
    await fleet.stopMaster();
    await fleet.inStore((store) => void store.meta.beginEpoch(store.epoch + 1));
    await fleet.startMaster();
    for (const minion of minions) minion.beat('hello');
    expect((await comesTo(id, 'paused')).reason).toContain('the store was restored or rebuilt');
    await fleet.must('rollout_resume', { id });
    await comesTo(id, 'done');
    expect(heard('test.ping')).toHaveLength(3);
  });
});

describe('who may', () => {
  it('is looked at for each wave: a revoked operator’s rollout pauses, and cannot be resumed', async () => {
    const mallory = await fleet.newOperator(['admin'], 'mallory');
    const id = await create(rollout('test.ping', { batch: { count: 2 }, wait: 8000 }), mallory);
    await comesTo(id, 'waiting');
    await fleet.must('operator_revoke', { name: 'mallory' });
    expect(await comesTo(id, 'paused')).toMatchObject({
      reason: 'paused by fleet-master: the operator mallory was revoked',
    });
    expect(await fleet.ask('rollout_resume', { id })).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    expect(await fleet.must('rollout_abort', { id })).toMatchObject({ state: 'aborted' });
    expect(heard('test.ping')).toHaveLength(1);
  });

  it('is refused for a gate as well as for the call, and is written down', async () => {
    const viewer = await fleet.newOperator(['viewer'], 'vera');
    const gate = { gate: 'function', function: 'cmd.run', args: '["true"]', kwargs: '{}' } as const;
    expect(await refusal(rollout('test.ping', { gates: [gate], batch: { count: 1 } }), viewer)).toEqual([
      'not-allowed',
      expect.stringContaining('may not run cmd.run'),
    ]);
    const { rows } = await fleet.must('audit_list', { limit: 1 });
    expect(rows[0]).toMatchObject({ action: 'rollout_create', outcome: 'not-allowed', function: 'test.ping' });
  });

  it('sees no rollouts of others, and decides about none, without the right', async () => {
    const id = await create(rollout('test.ping', { batch: { count: 5 }, wait: 1 }));
    const nobody = await fleet.newOperator([], 'nobody');
    expect(await fleet.ask('rollout_show', { id }, nobody)).toMatchObject({ ok: false });
    const viewer = await fleet.newOperator(['viewer'], 'victor');
    const abort = await fleet.ask('rollout_abort', { id }, viewer);
    expect(abort).toMatchObject({ ok: false });
    await comesTo(id, 'done');
  });

  it('is asked for an approval once, for all waves', async () => {
    const asked = rollout('test.arg', { batch: { count: 2 } });
    const reply = await fleet.ask('rollout_create', asked);
    if (reply.ok) throw new Error('it was not held back');
    expect(reply.fault.code).toBe('approval-required');
    const { id } = reply.fault.details as { id: string };
    const boss = await fleet.newOperator(['admin'], 'boss');
    const decided = await fleet.ask('approval_decide', { id, verdict: 'approve' }, boss);
    expect(decided).toMatchObject({
      ok: true,
      result: { state: 'started', reason: expect.stringMatching(/^rollout /) },
    });
    const made = (decided as { result: { reason: string } }).result.reason.replace('rollout ', '');
    await comesTo(made, 'done');
    expect(heard('test.arg')).toHaveLength(3);
  });
});

describe('gates', () => {
  const gate = { gate: 'function', function: 'service.status', args: '["web"]', kwargs: '{}' } as const;

  it('are asked of each wave until they held for their time', async () => {
    const id = await create(rollout('test.ping', { batch: { count: 3 }, gates: [gate], hold: 1500 }));
    const row = await comesTo(id, 'done');
    expect(row.waves.every(({ asked }) => (asked ?? 0) >= 2)).toBe(true);
    const [first] = heard('service.status');
    expect(first).toEqual(['m1', 'm2', 'm3']);
    const jobs = async (gates: boolean): Promise<readonly { readonly kind?: string; readonly rollout?: string }[]> =>
      (await fleet.must('job_list', { limit: 100, ...(gates && { gates }) })).jobs.filter((job) => job.rollout === id);
    expect((await jobs(false)).map(({ kind }) => kind)).toEqual([undefined, undefined]);
    expect((await jobs(true)).filter(({ kind }) => kind === 'gate').length).toBeGreaterThanOrEqual(4);
  });

  it('stop it where they do not hold any more', async () => {
    let answers = 0;
    const says = (command: Command): Partial<Return> =>
      command.function === 'service.status' && (answers += 1) > 1 ? { value: 'false' } : {};
    (minions[0] as FakeMinion).returns = says;
    const id = await create(rollout('test.ping', { canary: 1, gates: [gate], hold: 5000 }));
    expect(await comesTo(id, 'failed')).toMatchObject({ reason: '1 minion failed and none may: m1 failed a gate' });
    expect(heard('test.ping')).toEqual([['m1']]);
  });

  it('make sense, or are refused', async () => {
    expect(await refusal(rollout('test.ping', { batch: { count: 1 }, gates: [{ gate: 'state' }] }))).toEqual([
      'bad-arguments',
      expect.stringContaining("name them: --gate 'state web'"),
    ]);
    expect(await refusal(rollout('test.ping', { gates: [{ gate: 'http', url: 'file:///etc/passwd' }] }))).toEqual([
      'malformed',
      expect.anything(),
    ]);
    expect(await refusal({ ...rollout('test.ping'), batch: { percent: 0 } })).toEqual(['malformed', expect.anything()]);
    expect(await refusal(rollout('state.apply_plan', { batch: { count: 1 } }))).toEqual([
      'bad-arguments',
      expect.stringContaining('a plan is applied from its file'),
    ]);
  });
});

describe('going back', () => {
  const apply = { args: '["web"]' };

  it('is refused where nothing is known to go back to, or the call applies nothing', async () => {
    expect(await refusal(rollout('test.ping', { batch: { count: 1 }, revert: true }))).toEqual([
      'bad-arguments',
      expect.stringContaining('test.ping applies none'),
    ]);
    expect(await refusal(rollout('state.apply', { batch: { count: 1 }, revert: true }, apply))).toEqual([
      'conflict',
      expect.stringContaining('is known to have brought state.apply to m1, m2'),
    ]);
  });

  it('applies the revision that the minions had before', async () => {
    await fleet.run('m*', 'state.apply', { args: '["web"]' });
    const [before] = (minions[0] as FakeMinion).commands.map(({ revision }) => revision);
    fleet.write('states/web.sls', 'two:\n  test.nop: []\n');
    (minions[1] as FakeMinion).returns = ({ revision }) => (revision === before ? {} : failed);
    const id = await create(rollout('state.apply', { batch: { count: 2 }, revert: true }, apply));
    expect(await comesTo(id, 'reverted')).toMatchObject({
      reason: '1 minion failed and none may: m2 failed',
      before: [{ revision: before, minions: ['m1', 'm2', 'm3', 'm4', 'm5'] }],
    });
    const revisions = minions.map(({ commands }) => commands.map(({ revision }) => revision === before));
    // Those that were not reached have nothing to go back from.
    expect(revisions).toEqual([[true, false, true], [true, false, true], [true], [true], [true]]);
  });

  it('keeps to one revision, whatever becomes of the tree meanwhile', async () => {
    const id = await create(rollout('state.apply', { batch: { count: 2 }, wait: 1000 }, apply));
    await comesTo(id, 'waiting');
    fleet.write('states/web.sls', 'three:\n  test.nop: []\n');
    await comesTo(id, 'done');
    const revisions = new Set(minions.flatMap(({ commands }) => commands.map(({ revision }) => revision)));
    expect(revisions.size).toBe(1);
  });

  it('says when a revision is gone: before it begins, and where it is lost later', async () => {
    await fleet.run('m*', 'state.apply', request('m*', 'state.apply', apply));
    const [before] = (minions[0] as FakeMinion).commands.map(({ revision }) => revision);
    fleet.write('states/web.sls', 'four:\n  test.nop: []\n');
    for (const minion of minions) minion.returns = () => failed;
    for (const minion of minions) minion.mode = 'hold';
    const ask = rollout('state.apply', { batch: { count: 2 }, revert: true }, apply);
    const id = await create(ask);
    await fleet.until(() => heard('state.apply').length === 2);
    rmSync(join(fleet.places.master.home, 'files/manifests', before as string));
    for (const minion of minions) await minion.release();
    expect((await comesTo(id, 'failed')).reason).toContain(
      `the revision ${before?.slice(0, 12)} of the state tree is gone`,
    );
    expect(await refusal(ask)).toEqual(['conflict', expect.stringContaining('is gone: the master does not keep')]);
  });
});
