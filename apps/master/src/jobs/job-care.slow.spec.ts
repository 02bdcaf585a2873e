import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Bus } from '@fleet/bus';
import type { RoleSettings } from '@fleet/config';
import type { JobEvent, JobRequest, OperatorMethods, Right } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

let fleet: ScratchMaster;
let web1: FakeMinion;
let web2: FakeMinion;
let away: FakeMinion;
/** May run cmd.run on web*, and sees the jobs of others. */
let carer: Bus;
/** The same without the right to others' jobs. */
let loner: Bus;
/** Sees everybody's jobs, and may run nothing but test.ping. */
let onlooker: Bus;

const role = (allow: string[], may: Right[]): RoleSettings => ({
  functions: [{ minions: 'web*', allow }],
  may,
  readOnly: false,
  minions: '*',
});

beforeAll(async () => {
  fleet = await ScratchMaster.start({
    roles: new Map([
      ['carer', role(['cmd.run', 'test.arg'], ['jobs'])],
      ['loner', role(['cmd.run', 'test.arg'], [])],
      ['onlooker', role(['test.ping'], ['jobs', 'status'])],
    ]),
  });
  [web1, web2, away] = [await fleet.minion('web1'), await fleet.minion('web2'), await fleet.minion('away')];
  await away.close();
  await fleet.until(async () => rowUp('away').then((up) => !up));
  [carer, loner, onlooker] = [
    await fleet.newOperator(['carer'], 'carol'),
    await fleet.newOperator(['loner'], 'lena'),
    await fleet.newOperator(['onlooker'], 'olga'),
  ];
});
afterAll(() => fleet?.stop());
// What one spec left in hand does not hold up the next.
afterEach(async () => {
  for (const minion of [web1, web2]) {
    minion.mode = 'answer';
    await minion.release();
  }
});

async function rowUp(id: string): Promise<boolean> {
  return (await fleet.must('minion_status', {})).minions.find(({ minion }) => minion === id)?.up === true;
}

async function begin(
  expression: string,
  called: string,
  more: Partial<JobRequest> = {},
  as: Bus = fleet.operator,
): Promise<string> {
  const reply = await fleet.ask('job_create', { ...request(expression, called, more), watch: false }, as);
  if (!reply.ok || reply.result.event !== 'created') throw new Error(JSON.stringify(reply));
  return reply.result.jid;
}

async function ended(jid: string): Promise<OperatorMethods['job_show']['answer']> {
  let job: OperatorMethods['job_show']['answer'] | undefined;
  await fleet.until(async () => (job = await fleet.must('job_show', { jid })).ended !== undefined);
  return job as OperatorMethods['job_show']['answer'];
}

async function rerun(ask: object, as: Bus = fleet.operator) {
  return fleet.ask('job_rerun', { watch: false, ...ask }, as);
}

function jidOf(reply: { ok: boolean; result?: JobEvent }): string {
  if (!reply.ok || reply.result?.event !== 'created') throw new Error(JSON.stringify(reply));
  return reply.result.jid;
}

/** web1 does it, web2 fails. */
async function halfFailed(more: Partial<JobRequest> = {}, as: Bus = fleet.operator): Promise<string> {
  web2.mode = 'hold';
  const jid = await begin('web*', 'cmd.run', { args: '["make it"]', ...more }, as);
  await fleet.until(() => web2.commands.at(-1)?.jid === jid);
  await web2.giveBack({ jid, function: 'cmd.run' }, { success: false, retcode: 2 });
  web2.mode = 'answer';
  await ended(jid);
  return jid;
}

describe('a job that is asked again', () => {
  it('goes to everybody, with what was given the first time', async () => {
    const jid = await halfFailed({ kwargs: '{"password":"correct-horse-battery"}', timeout: 7000 });
    const again = jidOf(await rerun({ jid }));
    expect((await ended(again)).minions.map(({ minion }) => minion)).toEqual(['web1', 'web2']);
    expect(web1.commands.at(-1)).toMatchObject({ args: '["make it"]', kwargs: '{"password":"correct-horse-battery"}' });
    expect(await fleet.must('job_show', { jid: again })).toMatchObject({
      rerunOf: jid,
      kwargs: expect.not.stringContaining('horse'),
    });
    expect((await fleet.must('audit_list', { jid: again })).rows).toMatchObject([
      { action: 'job_create', note: `repeats job ${jid}`, outcome: 'done' },
    ]);
  });

  it('goes to those alone that failed, also after its order is forgotten and the master was another', async () => {
    const jid = await halfFailed();
    await fleet.stopMaster();
    await fleet.startMaster();
    await fleet.until(async () => (await rowUp('web1')) && (await rowUp('web2')));
    await fleet.inStore(({ orders }) => expect(orders.get(jid, '')).toBeUndefined());
    const [one, two] = [web1.commands.length, web2.commands.length];
    await ended(jidOf(await rerun({ jid, failed: true })));
    expect([web1.commands.length - one, web2.commands.length - two]).toEqual([0, 1]);
  });

  it('goes to the silent, and to nobody that it was withdrawn from', async () => {
    const jid = await begin('*', 'cmd.run', { args: '["x"]' });
    await ended(jid);
    expect((await ended(jidOf(await rerun({ jid, failed: true })))).minions).toMatchObject([{ minion: 'away' }]);
    const queued = await begin('*', 'cmd.run', { args: '["y"]', queue: true });
    await fleet.until(async () => (await fleet.must('job_show', { jid: queued })).returned === 2);
    await fleet.must('job_cancel', { jid: queued });
    expect(await rerun({ jid: queued, failed: true })).toMatchObject({ fault: { code: 'no-match' } });
  });

  it('is refused while it goes on, and where nobody failed', async () => {
    web1.mode = 'hold';
    const jid = await begin('web1', 'cmd.run', { args: '["z"]' });
    await fleet.until(() => web1.commands.at(-1)?.jid === jid);
    expect(await rerun({ jid })).toMatchObject({
      fault: { code: 'conflict', message: expect.stringMatching(/goes on/) },
    });
    web1.mode = 'answer';
    await web1.release();
    await ended(jid);
    expect(await rerun({ jid, failed: true })).toMatchObject({ fault: { code: 'no-match' } });
  });

  it('has its confirmations asked anew', async () => {
    const jid = await begin('web*', 'system.reboot', { confirmed: true });
    await ended(jid);
    expect(await rerun({ jid })).toMatchObject({ fault: { code: 'confirmation-required' } });
    await ended(jidOf(await rerun({ jid, confirmed: true })));
  });

  it('is known by nobody from before requests were kept', async () => {
    const jid = await begin('web1', 'test.ping');
    await ended(jid);
    await fleet.inStore((store) => {
      (store as unknown as { database: { prepare(sql: string): { run(jid: string): void } } }).database
        .prepare('DELETE FROM requests WHERE jid = ?')
        .run(jid);
    });
    expect(await rerun({ jid })).toMatchObject({
      fault: { code: 'conflict', message: expect.stringMatching(/type it again/) },
    });
  });
});

describe('the job of somebody else', () => {
  it.each([
    ['job_rerun', { watch: false }],
    ['job_kill', {}],
    ['job_show', {}],
    ['job_watch', {}],
    ['job_cancel', {}],
  ] as const)('is not there for who may not see it: %s', async (method, more) => {
    const jid = await halfFailed();
    expect(await fleet.ask(method, { jid, ...more }, loner)).toMatchObject({
      fault: { code: 'not-found', message: `there is no job ${jid}` },
    });
  });

  it('is repeated by who may run it, and by nobody else', async () => {
    const jid = await halfFailed();
    expect(await rerun({ jid, failed: true }, onlooker)).toMatchObject({ fault: { code: 'not-allowed' } });
    await ended(jidOf(await rerun({ jid, failed: true }, carer)));
    const beyond = await begin('away', 'cmd.run', { args: '["x"]' });
    await ended(beyond);
    expect(await rerun({ jid: beyond }, carer)).toMatchObject({ fault: { code: 'not-allowed' } });
  });

  it.each([
    ['{"password":"correct-horse-battery"}', false],
    ['{"pillar":{"colour":"blue"}}', false],
    ['{"colour":"blue"}', true],
  ])('with %s is repeated without the right to secrets: %j', async (kwargs, may) => {
    const jid = await halfFailed({ kwargs });
    const reply = await rerun({ jid }, carer);
    expect(reply).toMatchObject(
      may ? { ok: true } : { fault: { code: 'not-allowed', message: expect.stringMatching(/secrets/) } },
    );
    if (reply.ok) await ended(jidOf(reply));
    const own = await halfFailed({ kwargs }, carer);
    await ended(jidOf(await rerun({ jid: own }, carer)));
  });

  it('is ended by who may run it, and by nobody else', async () => {
    web1.mode = 'hold';
    const jid = await begin('web1', 'cmd.run', { args: '["sleep"]' });
    await fleet.until(() => web1.commands.at(-1)?.jid === jid);
    web1.mode = 'answer';
    expect(await fleet.ask('job_kill', { jid }, onlooker)).toMatchObject({ fault: { code: 'not-allowed' } });
    expect(await fleet.ask('job_kill', { jid }, carer)).toMatchObject({
      ok: true,
      result: { told: { minions: ['web1'] } },
    });
    await web1.release();
    await ended(jid);
  });

  it.each([
    [{ jid: "20260101' OR 1=1" }],
    [{ jid: '20260101000000000000\n' }],
    [{ jid: ['20260101000000000000'] }],
    [{ jid: '20260101000000000000', signal: 'TERM; rm' }],
    [{ jid: '20260101000000000000', signal: 'term' }],
  ])('%j is no way to name one', async (ask) => {
    expect(await fleet.ask('job_kill', ask)).toMatchObject({ fault: { code: 'malformed' } });
  });
});

describe('a job that is ended', () => {
  it('is told to who runs it, withdrawn from who has not got it, and told later to who is away', async () => {
    web1.mode = 'hold';
    web2.mode = 'silent';
    const jid = await begin('*', 'cmd.run', { args: '["sleep"]', queue: true });
    await fleet.until(() => web1.commands.at(-1)?.jid === jid && web2.commands.at(-1)?.jid === jid);
    await fleet.until(async () =>
      (await fleet.must('job_running', {})).minions.some(
        ({ minion, jobs }) => minion === 'web1' && jobs[0]?.stands === 'running',
      ),
    );
    web1.mode = 'answer';
    const killed = await fleet.must('job_kill', { jid });
    // Not before: it would answer a second copy.
    web2.mode = 'answer';
    // One that is here may have it on its way.
    expect(killed).toMatchObject({ told: { minions: ['web1', 'web2'] }, withdrawn: ['away', 'web2'], away: [] });
    const told = killed.told?.jid as string;
    await web2.giveBack({ jid: told, function: 'saltutil.term_job' });
    await ended(told);
    await fleet.until(() => web1.commands.at(-1)?.function === 'saltutil.term_job');
    expect(web1.commands.at(-1)).toMatchObject({ args: `["${jid}"]` });
    expect((await fleet.must('audit_list', { jid })).rows.map(({ action }) => action)).toContain('job_kill');
    await web1.giveBack({ jid, function: 'cmd.run' }, { success: false, retcode: 8 });
    await ended(jid);
    expect(await fleet.ask('job_kill', { jid })).toMatchObject({ fault: { code: 'conflict' } });
  });

  it('is ended by its own operator, whatever that one may run', async () => {
    web1.mode = 'hold';
    const jid = await begin('web1', 'cmd.run', { args: '["sleep"]' }, loner);
    await fleet.until(() => web1.commands.at(-1)?.jid === jid);
    web1.mode = 'answer';
    expect(await fleet.ask('job_kill', { jid, signal: 'KILL' }, loner)).toMatchObject({ ok: true });
    await fleet.until(() => web1.commands.at(-1)?.function === 'saltutil.kill_job');
    expect(
      await fleet.ask(
        'job_create',
        { ...request('web1', 'saltutil.kill_job', { args: `["${jid}"]` }), watch: false },
        loner,
      ),
    ).toMatchObject({
      fault: { code: 'not-allowed' },
    });
    await web1.release();
    await ended(jid);
  });

  it('is told to who is away when it comes back, also after nobody waits for it any more', async () => {
    web1.mode = 'hold';
    const jid = await begin('web1', 'cmd.run', { args: '["sleep"]', timeout: 5_000 });
    await fleet.until(async () => (await fleet.must('job_show', { jid })).minions[0]?.acknowledged !== undefined);
    await web1.close();
    await fleet.until(async () => !(await rowUp('web1')));
    web1.mode = 'answer';
    expect(await fleet.must('job_kill', { jid })).toMatchObject({ told: { minions: ['web1'] }, away: ['web1'] });
    await ended(jid);
    await web1.connect();
    await fleet.until(() => web1.commands.at(-1)?.args === `["${jid}"]`);
    await fleet.until(() => rowUp('web1'));
    await web1.release();
  });

  it('that is sent a signal goes on, and is withdrawn from nobody', async () => {
    web1.mode = 'hold';
    const jid = await begin('L@web1,away', 'cmd.run', {
      target: { type: 'list', expression: 'web1,away' },
      args: '["sleep"]',
      queue: true,
    });
    await fleet.until(() => web1.commands.at(-1)?.jid === jid);
    web1.mode = 'answer';
    expect(await fleet.must('job_kill', { jid, signal: 'USR1' })).toMatchObject({
      told: { minions: ['web1'] },
      withdrawn: [],
      away: ['away'],
    });
    await fleet.until(() => web1.commands.at(-1)?.args === `["${jid}","USR1"]`);
    await web1.release();
    await fleet.must('job_cancel', { jid });
  });
});

describe('what runs, and what waits', () => {
  it('is shown to who may see it, and to others as a job', async () => {
    web1.mode = 'hold';
    const first = await begin('web1', 'cmd.run', { args: '["sleep"]' });
    const second = await begin('web1', 'state.apply', { args: '["web"]' });
    const later = await begin('away', 'test.ping', { queue: true });
    await fleet.until(() => web1.commands.at(-1)?.jid === second);
    web1.beat('alive', { running: [first, second, '20260101000000000501'], waiting: [second] });
    await fleet.until(async () =>
      (await fleet.must('job_running', {})).minions
        .flatMap(({ jobs }) => jobs)
        .some(({ stands }) => stands === 'waiting'),
    );
    expect((await fleet.must('job_running', {})).minions).toMatchObject([
      { minion: 'away', up: false, jobs: [{ jid: later, stands: 'queued', operator: expect.any(String) }] },
      {
        minion: 'web1',
        up: true,
        jobs: [
          { jid: first, stands: 'running', function: 'cmd.run', args: '["sleep"]', since: expect.any(Number) },
          { jid: '20260101000000000501', stands: 'running', operator: 'schedule' },
          { jid: second, stands: 'waiting', function: 'state.apply' },
        ],
      },
    ]);
    expect((await fleet.must('job_running', { minions: 'aw*' })).minions).toHaveLength(1);
    expect(await fleet.ask('job_running', {}, loner)).toMatchObject({ result: { minions: [] } });
    web1.mode = 'answer';
    await web1.release();
    web1.beat('alive', { running: [] });
    await fleet.must('job_cancel', { jid: later });
    await fleet.until(async () => (await fleet.must('job_running', {})).minions.length === 0);
  });
});

describe('a jid that nobody gave', () => {
  it('is answered with what was meant, or with what there is', async () => {
    const jid = await begin('web1', 'cmd.run', { args: '["x"]' });
    await ended(jid);
    const typo = `${jid.slice(0, 16)}9999`;
    const reply = await fleet.ask('job_show', { jid: typo });
    expect(reply).toMatchObject({
      fault: { code: 'not-found', message: expect.stringMatching(/^there is no job \d{20}; /) },
    });
    const far = await fleet.ask('job_show', { jid: '11111111111111111111' });
    expect(far).toMatchObject({ fault: { message: expect.stringContaining(`${jid} (cmd.run by `) } });
  });

  it('tells nobody of the jobs of others', async () => {
    const stranger = await fleet.newOperator(['loner'], 'stranger');
    expect(await fleet.ask('job_show', { jid: '11111111111111111111' }, stranger)).toEqual({
      v: 1,
      ok: false,
      fault: { code: 'not-found', message: 'there is no job 11111111111111111111', details: { newest: [] } },
    });
  });
});

describe('lists of jobs', () => {
  it('are paged, and filtered by minion, time and outcome', async () => {
    const first = await fleet.must('job_list', { limit: 2 });
    expect(first).toMatchObject({ more: true });
    const next = await fleet.must('job_list', { limit: 2, before: first.jobs[1]?.jid as string });
    expect(next.jobs[0]!.jid < first.jobs[1]!.jid).toBe(true);
    for (const job of (await fleet.must('job_list', { minion: 'away', limit: 5 })).jobs)
      expect(job.target.expression).toMatch(/away|\*/);
    expect(await fleet.ask('job_list', { minion: 'awya' })).toMatchObject({
      fault: { code: 'no-match', message: expect.stringMatching(/did you mean away/) },
    });
    expect((await fleet.must('job_list', { until: 0 })).jobs).toEqual([]);
    const mine = await fleet.ask('job_list', { operator: 'l*' }, loner);
    expect(mine).toMatchObject({
      result: { jobs: expect.arrayContaining([expect.objectContaining({ operator: 'lena' })]) },
    });
    expect(await fleet.ask('job_list', { operator: 'c*' }, loner)).toMatchObject({ result: { jobs: [] } });
  });
});
