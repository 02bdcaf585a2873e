import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bus } from '@fleet/bus';
import type { JobEvent, OperatorMethods, Reply, RolloutRequest, RolloutRow } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

let fleet: ScratchMaster;
let minions: FakeMinion[];
let first: FakeMinion;
/** May apply `web`, with no further argument. */
let narrow: Bus;

beforeAll(async () => {
  fleet = await ScratchMaster.start({
    approvals: [{ minions: '*', functions: ['state.highstate', 'test.arg'], by: [], count: 1, expires: 3_600_000 }],
    roles: new Map([
      [
        'narrow',
        {
          functions: [{ minions: '*', allow: ['state.apply'], args: ['web'] }],
          may: [],
          readOnly: false,
          minions: '*',
        },
      ],
    ]),
  });
  fleet.write('states/web.sls', 'one:\n  test.nop: []\n');
  minions = [await fleet.minion('m1'), await fleet.minion('m2'), await fleet.minion('m3')];
  first = minions[0] as FakeMinion;
  narrow = await fleet.newOperator(['narrow'], 'nora');
});
afterAll(() => fleet?.stop());
beforeEach(async () => {
  for (const minion of minions) {
    minion.mode = 'answer';
    minion.returns = () => ({});
    await minion.release();
    minion.forget();
  }
});

const web = (more: Partial<RolloutRequest> = {}, call: Partial<RolloutRequest['call']> = {}): RolloutRequest => ({
  call: {
    ...{ target: { type: 'glob', expression: 'm*' }, function: 'state.apply', args: '["web"]', kwargs: '{}', ...call },
  },
  ...{ batch: { count: 1 }, watch: false, ...more },
});

async function create(ask: RolloutRequest, as: Bus = fleet.operator): Promise<string> {
  const reply = (await fleet.ask('rollout_create', ask, as)) as Reply<OperatorMethods['rollout_create']['answer']>;
  if (!reply.ok || reply.result.event !== 'rollout') throw new Error(JSON.stringify(reply));
  return reply.result.rollout.id;
}

async function refusal(ask: RolloutRequest): Promise<unknown> {
  const reply = await fleet.ask('rollout_create', ask);
  return reply.ok ? reply.result : [reply.fault.code, reply.fault.message];
}

async function comesTo(id: string, state: RolloutRow['state']): Promise<RolloutRow> {
  await fleet.until(async () => (await fleet.must('rollout_show', { id })).state === state);
  return fleet.must('rollout_show', { id });
}

const rerun = (jid: string | undefined, as: Bus = fleet.operator) =>
  fleet.ask('job_rerun', { jid, watch: false }, as) as Promise<Reply<JobEvent>>;

describe('the steps of a rollout', () => {
  it('wait their turn on the minions, which takes no further right, and are asked for again without', async () => {
    const row = await comesTo(
      await create(web({ gates: [{ gate: 'state', sls: ['web'] }] }), fleet.operator),
      'failed',
    );
    expect(first.commands.map(({ kwargs }) => JSON.parse(kwargs))).toEqual([
      { queue: true },
      { test: true, queue: true },
    ]);
    const id = await create(web(), narrow);
    const { waves } = await comesTo(id, 'done');
    const again = await rerun(waves[0]?.jid, narrow);
    expect(again).toMatchObject({ ok: true });
    await fleet.until(() => first.commands.length === 4);
    expect(first.commands.at(-1)?.kwargs).toBe('{}');
    expect(row.reason).toContain('m1 failed a gate');
  });

  it('are left to their turn where somebody has said so', async () => {
    await comesTo(await create(web({}, { kwargs: '{"queue":3,"concurrent":true}' })), 'done');
    expect(JSON.parse(first.commands[0]?.kwargs ?? '')).toEqual({ queue: 3, concurrent: true });
  });

  it('go back behind what still runs there, when it is aborted in the middle of a wave', async () => {
    await fleet.run('m*', 'state.apply', { args: '["web"]' });
    fleet.write('states/web.sls', 'two:\n  test.nop: []\n');
    for (const minion of minions) minion.mode = 'hold';
    const id = await create(web({ revert: true }, { kwargs: '{"concurrent":true}' }));
    await fleet.until(() => first.commands.length === 2);
    await fleet.must('rollout_abort', { id, revert: true });
    await fleet.until(() => first.commands.length === 3);
    expect(JSON.parse(first.commands[2]?.kwargs ?? '')).toEqual({ queue: true });
    await first.release();
    const { waves } = await comesTo(id, 'reverted');
    const back = waves.at(-1);
    expect([back?.name.startsWith('back to '), back?.size]).toEqual([true, 1]);
    expect(await rerun(back?.jid)).toMatchObject({
      fault: { code: 'conflict', message: expect.stringMatching(/went back to an earlier state tree/) },
    });
  });
});

describe('a rollout that cannot be', () => {
  it('is refused where another one that applies states is about the same minions, until that has ended', async () => {
    const id = await create(web({ wait: 60_000 }));
    await comesTo(id, 'waiting');
    expect(await refusal(web({}, { target: { type: 'list', expression: 'm2,m3' } }))).toEqual([
      'conflict',
      `m2, m3 are in rollout ${id} of ${(await fleet.must('rollout_show', { id })).operator}, which has not ended; wait for it, or end it: fleetctl rollout abort ${id}`,
    ]);
    await comesTo(await create(web({}, { function: 'test.ping', args: '[]' })), 'done');
    await comesTo(await create(web({}, { kwargs: '{"test":true}' })), 'done');
    await fleet.must('rollout_abort', { id });
    await comesTo(await create(web()), 'done');
  });

  it('is refused before anybody is asked to approve it', async () => {
    expect(await refusal(web({ revert: true }, { function: 'state.highstate', args: '[]' }))).toEqual([
      'conflict',
      expect.stringContaining('--revert needs an earlier revision'),
    ]);
    expect((await fleet.must('approval_list', {})).approvals).toEqual([]);
  });

  it('is refused where to go back would be to stay', async () => {
    await fleet.run('m*', 'state.apply', { args: '["web"]' });
    expect(await refusal(web({ revert: true }))).toEqual(['conflict', expect.stringContaining('none but that of now')]);
  });

  it('is refused where a gate is what only a plan may be', async () => {
    const gate = {
      gate: 'function',
      function: 'state.apply_plan',
      args: '["20260101000000000000"]',
      kwargs: '{}',
    } as const;
    expect(await refusal(web({ gates: [gate] }))).toEqual([
      'bad-arguments',
      expect.stringContaining('a plan is applied from its file'),
    ]);
  });
});

describe('what was approved', () => {
  it('is approved anew when it is asked for again', async () => {
    const ask = () => fleet.ask('job_create', { ...request('m1', 'test.arg', { args: '["x"]' }), watch: false });
    const held = await ask();
    if (held.ok) throw new Error('it was not held back');
    const { id } = held.fault.details as { id: string };
    const boss = await fleet.newOperator(['admin'], 'boss');
    await fleet.ask('approval_decide', { id, verdict: 'approve' }, boss);
    await fleet.until(() => first.commands.length === 1);
    expect(await rerun(first.commands[0]?.jid)).toMatchObject({ fault: { code: 'approval-required' } });
    expect(first.commands).toHaveLength(1);
  });
});
