import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { exitCodes, type Return, type RolloutEvent, type RolloutRow, type RolloutWave } from '@fleet/protocol';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Session, Settings } from '../session.js';
import { rejoinRollout, watchRollout } from './watch.js';

const id = '3f2a91c04d';
const jid = '20260101000000000000';

function row(state: RolloutRow['state'], waves: Partial<RolloutWave>[], more: Partial<RolloutRow> = {}): RolloutEvent {
  const rollout: RolloutRow = {
    ...{ id, created: 0, operator: 'alice', function: 'test.ping', target: { type: 'glob', expression: 'm*' } },
    ...{ args: '[]', kwargs: '{}', state, size: 2, failures: 0, maxFailures: 0, wait: 0, hold: 0, gates: [] },
    ...{ revert: false, ...more },
    waves: waves.map((wave, index) => ({ name: `wave ${index + 1}`, size: 1, state: 'planned', failed: [], ...wave })),
  };
  return { event: 'rollout', rollout };
}

function returned(minion: string, more: Partial<Return> = {}): RolloutEvent {
  const answer: Return = {
    ...{ kind: 'return', v: 1, jid, minion, function: 'test.ping', retcode: 0, success: true, value: 'true' },
    ...{ started: 0, duration: 1, ...more },
  };
  return { event: 'job', id, wave: 'wave 1', job: { event: 'returned', jid, minion, return: answer } };
}

const running: Partial<RolloutWave> = { state: 'running', jid, started: 0 };
const done: Partial<RolloutWave> = { ...running, state: 'done', ended: 1 };
const lost: Partial<RolloutWave> = { ...done, state: 'failed', failed: [{ minion: 'm1', why: 'failed' }] };

/** A master whose answers were written down: one list of events for each time it is asked; `away`: it is not there. */
class ScriptedMaster implements MasterLink {
  readonly asked: string[] = [];
  constructor(private readonly scripts: (RolloutEvent[] | 'away')[]) {}
  ask(): Promise<never> {
    return Promise.reject(new Error('not in the script'));
  }
  async *watch(method: string): AsyncGenerator<never> {
    this.asked.push(method);
    const script = this.scripts.shift() ?? [];
    if (script === 'away') throw new MasterUnreachable('gone');
    yield* script as never[];
  }
  async close(): Promise<void> {}
}

async function run(scripts: (RolloutEvent[] | 'away')[], settings: Partial<Settings> = {}, stay = true) {
  const answers: string[] = [];
  const notes: string[] = [];
  const master = new ScriptedMaster(scripts);
  const session: Session = {
    terminal: {
      ...{ interactive: false, paint: plain, notePaint: plain },
      answer: (text) => void answers.push(text),
      note: (text) => void notes.push(text),
      confirm: () => Promise.resolve(undefined),
      confirmInFull: () => Promise.resolve(undefined),
    },
    settings: { stateOutput: 'full', verbose: false, quiet: false, ...settings },
    environment: {},
    master: () => Promise.resolve(master),
  };
  const target = { type: 'glob', expression: 'm*' } as const;
  const call = { target, function: 'test.ping', args: '[]', kwargs: '{}' };
  const code = await watchRollout(session, { call, batch: { count: 1 }, watch: stay });
  return { code, answers, notes, asked: master.asked };
}

describe('a rollout that is watched off a terminal', () => {
  it('is told wave by wave, and summed up', async () => {
    const { code, answers, notes } = await run([
      [
        row('planned', [{}, {}]),
        row('wave', [running, {}]),
        returned('m1'),
        row('wave', [done, {}]),
        row('wave', [done, running]),
        row('wave', [done, running]),
        row('done', [done, done]),
      ],
    ]);
    expect(notes).toEqual([
      'rollout 3f2a91c04d: 2 minions in 2 waves',
      `wave 1: 1 minion, job ${jid}`,
      'wave 1: all did it',
      `wave 2: 1 minion, job ${jid}`,
      'wave 2: all did it',
    ]);
    expect(answers).toEqual(['done: all 2 minions']);
    expect(code).toBe(exitCodes.ok);
  });

  it('shows what failed in full, once, and who was not reached', async () => {
    const fails = returned('m1', { success: false, retcode: 1, value: '"no disk"' });
    const { code, answers } = await run([
      [
        row('wave', [running, {}]),
        fails,
        fails,
        row('failed', [lost, { state: 'skipped' }], { failures: 1, reason: '1 minion failed and none may: m1 failed' }),
      ],
    ]);
    expect(answers).toEqual([
      'm1:\n    no disk',
      'failed: 1 minion failed and none may: m1 failed; 1 minion was not reached',
    ]);
    expect(code).toBe(exitCodes.failed);
  });

  it('is one object as JSON', async () => {
    const { answers, notes } = await run([[row('done', [done, done])]], { out: 'json', quiet: true });
    expect(notes).toEqual([]);
    expect(JSON.parse(answers.join(''))).toMatchObject({ id, state: 'done', args: [], kwargs: {} });
  });

  it('is asked for again where the master was away', async () => {
    const { code, asked } = await run([[row('wave', [running, {}])], 'away', [row('done', [done, done])]]);
    expect([code, asked]).toEqual([exitCodes.ok, ['rollout_create', 'rollout_watch', 'rollout_watch']]);
  });

  it.each<[RolloutRow['state'], Partial<RolloutWave>[], Partial<RolloutRow>, number]>([
    ['done', [done, done], {}, exitCodes.ok],
    ['done', [lost, done], { failures: 1, maxFailures: 1 }, exitCodes.failed],
    [
      'done',
      [{ ...lost, failed: [{ minion: 'm1', why: 'silent' }] }, done],
      { failures: 1, maxFailures: 1 },
      exitCodes.unreachable,
    ],
    ['failed', [lost], { failures: 1 }, exitCodes.failed],
    ['reverted', [lost], { failures: 1 }, exitCodes.failed],
    ['aborted', [done, { state: 'skipped' }], {}, exitCodes.aborted],
    ['paused', [done, {}], { within: 'waiting', reason: 'paused by bob: lunch' }, exitCodes.unreachable],
  ])('leaves %s with its exit code', async (state, waves, more, expected) => {
    expect((await run([[row(state, waves, more)]])).code).toBe(expected);
  });

  it('is left at once with --async', async () => {
    const { code, answers, notes } = await run([[row('planned', [{}, {}])]], {}, false);
    expect([code, answers, notes]).toEqual([0, [id], [`it goes on by itself: fleetctl rollout watch ${id}`]]);
  });

  it('has an id that looks like one', async () => {
    const session = { master: () => Promise.reject(new Error('asked for nothing')) } as unknown as Session;
    await expect(rejoinRollout(session, '20260101000000000000')).rejects.toMatchObject({
      sentence: expect.stringContaining('is no rollout'),
    });
  });
});
