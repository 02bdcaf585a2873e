import { describe, expect, it } from '@jest/globals';
import type { RolloutPlan, RolloutProgress, StepResult } from '@fleet/jobs';
import { after, beginning, taskOf, type Happening } from './machine.js';

const member = (minion: string) => ({ minion, key: `K-${minion}` });
const plan = (more: Partial<RolloutPlan> = {}): RolloutPlan => ({
  waves: [[member('a')], [member('b'), member('c')]],
  ...{ canary: true, wait: 0, hold: 0, most: 0, gates: [], revert: false, ...more },
});
const old = 'a'.repeat(64);
const back = { revert: true, before: [{ revision: old, minions: ['a', 'b', 'c'] }] };

/** One word each, with what it needs; time goes on by a second with each. */
type Word =
  | 'tick'
  | `wait ${number}`
  | 'begun'
  | 'nobody'
  | 'fine'
  | `fail ${string}`
  | 'late'
  | 'lasting'
  | 'gone for good'
  | 'pause'
  | 'resume'
  | 'abort'
  | 'abort and revert'
  | 'withdrawn';

function happening(word: Word, at: number, { jid = 'none' }: RolloutProgress): Happening {
  const failed = (ids: string): StepResult['failed'] => ids.split(',').map((minion) => ({ minion, why: 'failed' }));
  if (word.startsWith('fail ')) return { what: 'ended', at, jid, failed: failed(word.slice(5)) };
  const others: Record<string, Happening> = {
    begun: { what: 'begun', at, jid: `J${at}`, gone: [] },
    nobody: { what: 'nobody', at, gone: [] },
    fine: { what: 'ended', at, jid, failed: [] },
    late: { what: 'refused', at, reason: 'no bus', how: 'later' },
    lasting: { what: 'refused', at, reason: 'may not', how: 'paused' },
    'gone for good': { what: 'refused', at, reason: 'revision gone', how: 'never' },
    pause: { what: 'pause', at, by: 'bob', reason: 'lunch' },
    resume: { what: 'resume', at, epoch: 1 },
    abort: { what: 'abort', at, reason: 'aborted by bob', revert: false },
    'abort and revert': { what: 'abort', at, reason: 'aborted by bob', revert: true },
    withdrawn: { what: 'withdrawn', at },
  };
  return others[word] ?? { what: 'tick', at };
}

function live(words: string, wish: Partial<RolloutPlan> = {}) {
  let at = 0;
  let now = beginning(at, 1);
  const wanted = plan(wish);
  for (const word of words.split('; ') as Word[]) {
    at += word.startsWith('wait ') ? Number(word.slice(5)) : 1000;
    now = after(wanted, now, happening(word, at, now));
  }
  const task = taskOf(now);
  return {
    state: now.state,
    next: task.do === 'begin' ? Object.values(task.step).join(' ') : task.do,
    ...(now.paused && { paused: now.paused.reason }),
    ...(now.reason !== undefined && { reason: now.reason }),
  };
}

describe('a rollout', () => {
  it.each<[string, string, Partial<RolloutPlan>, ReturnType<typeof live>]>([
    ['begins with its canary', 'tick', {}, { state: 'canary', next: 'wave 0' }],
    ['waits for the job of a wave', 'tick; begun', {}, { state: 'canary', next: 'await' }],
    [
      'does not begin a wave before its time',
      'tick; begun; fine; wait 4000',
      { wait: 5000 },
      { state: 'waiting', next: 'sleep' },
    ],
    ['goes on after that time', 'tick; begun; fine; wait 5000', { wait: 5000 }, { state: 'wave', next: 'wave 1' }],
    ['is done after its last wave', 'tick; begun; fine; tick; begun; fine', {}, { state: 'done', next: 'nothing' }],
    [
      'fails with the first failure',
      'tick; begun; fail a',
      {},
      { state: 'failed', next: 'nothing', reason: '1 minion failed and none may: a failed' },
    ],
    ['lets as many fail as may', 'tick; begun; fail a', { most: 1 }, { state: 'waiting', next: 'sleep' }],
    [
      'counts failures over all waves',
      'tick; begun; fail a; tick; begun; fail b',
      { most: 1 },
      { state: 'failed', next: 'nothing', reason: '2 minions failed and at most 1 may: a failed, b failed' },
    ],
    ['goes on where nobody of a wave is left', 'tick; nobody', {}, { state: 'waiting', next: 'sleep' }],
    [
      'asks its gates one after the other',
      'tick; begun; fine; tick; begun; fine',
      { gates: ['x', 'y'] },
      { state: 'gate', next: 'gate 0 1' },
    ],
    [
      'asks its gates after the last wave too',
      'tick; begun; fine; tick',
      { gates: ['x'], waves: [[member('a')]] },
      { state: 'gate', next: 'gate 0 0' },
    ],
    [
      'goes on when its gates held at once',
      'tick; begun; fine; tick; begun; fine',
      { gates: ['x'] },
      { state: 'wave', next: 'wave 1' },
    ],
    [
      'asks its gates again until they held long enough',
      'tick; begun; fine; tick; begun; fine; wait 3000; begun; fine',
      { gates: ['x'], hold: 30_000 },
      { state: 'gate', next: 'sleep' },
    ],
    [
      'goes on when they held long enough',
      'tick; begun; fine; tick; begun; fine; wait 30000; begun; fine',
      { gates: ['x'], hold: 30_000 },
      { state: 'wave', next: 'wave 1' },
    ],
    [
      'fails where a gate does not hold any more',
      'tick; begun; fine; tick; begun; fine; wait 3000; begun; fail a',
      { gates: ['x'], hold: 30_000 },
      { state: 'failed', next: 'nothing', reason: '1 minion failed and none may: a failed' },
    ],
    [
      'goes back where it failed',
      'tick; begun; fail a',
      back,
      { state: 'reverting', next: 'revert 0', reason: '1 minion failed and none may: a failed' },
    ],
    [
      'is reverted then, and says why',
      'tick; begun; fail a; begun; fine',
      back,
      { state: 'reverted', next: 'nothing', reason: '1 minion failed and none may: a failed' },
    ],
    [
      'has failed where going back failed',
      'tick; begun; fail a; begun; fail a',
      back,
      { state: 'failed', next: 'nothing', reason: '1 minion failed and none may: a failed; a did not go back' },
    ],
    [
      'says that what it would go back to is gone',
      'tick; begun; fail a; gone for good',
      back,
      {
        ...{ state: 'failed', next: 'nothing' },
        reason: '1 minion failed and none may: a failed; revision gone; a did not go back',
      },
    ],
    [
      'begins nothing while it is paused',
      'tick; pause; tick; begun',
      {},
      { state: 'canary', next: 'nothing', paused: 'lunch' },
    ],
    [
      'hears the end of a wave while it is paused',
      'tick; begun; pause; fine',
      {},
      { state: 'waiting', next: 'nothing', paused: 'lunch' },
    ],
    [
      'does not go back while it is paused',
      'tick; begun; pause; fail a',
      back,
      { state: 'reverting', next: 'nothing', paused: 'lunch', reason: '1 minion failed and none may: a failed' },
    ],
    ['goes on where it was', 'tick; begun; pause; fine; resume; tick', {}, { state: 'wave', next: 'wave 1' }],
    [
      'asks its gates anew after a pause',
      'tick; begun; fine; tick; begun; fine; pause; wait 30000; resume; begun; fine',
      { gates: ['x'], hold: 30_000 },
      { state: 'gate', next: 'sleep' },
    ],
    [
      'tries again what the moment did not allow',
      'tick; late; tick; tick',
      {},
      { state: 'canary', next: 'wave 0', reason: 'no bus' },
    ],
    ['says no more of that once it began', 'tick; late; tick; tick; begun', {}, { state: 'canary', next: 'await' }],
    [
      'is paused by what does not get better',
      'tick; lasting',
      {},
      { state: 'canary', next: 'nothing', paused: 'may not' },
    ],
    [
      'ends where somebody aborts it',
      'tick; abort; tick',
      {},
      { state: 'aborted', next: 'nothing', reason: 'aborted by bob' },
    ],
    [
      'is withdrawn from those that have not got it',
      'tick; begun; abort',
      {},
      { state: 'aborted', next: 'withdraw', reason: 'aborted by bob' },
    ],
    [
      'hears nothing more of its job then',
      'tick; begun; abort; fail a; withdrawn',
      back,
      { state: 'aborted', next: 'nothing', reason: 'aborted by bob' },
    ],
    [
      'goes back where that is asked for',
      'tick; begun; abort and revert; withdrawn',
      back,
      { state: 'reverting', next: 'revert 0', reason: 'aborted by bob' },
    ],
    [
      'goes back from nothing where nothing began',
      'tick; abort and revert',
      back,
      { state: 'aborted', next: 'nothing', reason: 'aborted by bob' },
    ],
    [
      'is not paused or resumed once it has ended',
      'tick; abort; pause; resume',
      {},
      { state: 'aborted', next: 'nothing', reason: 'aborted by bob' },
    ],
  ])('%s', (_name, words, wish, expected) => expect(live(words, wish)).toEqual(expected));

  it('waits anew where the clock went back', () => {
    const now = after(plan(), { ...beginning(10_000, 1), delay: 5000 }, { what: 'tick', at: 3000 });
    expect(taskOf(now)).toEqual({ do: 'sleep', until: 8000 });
  });

  it('waits, and has its gates hold, for as long where the clock is put forward', () => {
    const hour = 3_600_000;
    const at = 12_000 + hour;
    const waiting: RolloutProgress = { ...beginning(10_000, 1), state: 'waiting', delay: 5000 };
    expect(taskOf(after(plan(), waiting, { what: 'skipped', at, by: hour }))).toEqual({
      do: 'sleep',
      until: 15_000 + hour,
    });
    const holding = plan({ gates: ['x'], hold: 60_000 });
    const first: RolloutProgress = {
      ...{ ...beginning(10_000, 1), state: 'gate', delay: 1000, round: 10_000, heldSince: 10_000 },
      results: [{ started: 1, ended: 2, failed: [] }],
    };
    let now = after(holding, first, { what: 'skipped', at, by: hour });
    for (const next of [
      { what: 'tick', at: at + 1000 },
      { what: 'begun', at: at + 1000, jid: 'J', gone: [] },
      { what: 'ended', at: at + 2000, jid: 'J', failed: [] },
    ] satisfies Happening[])
      now = after(holding, now, next);
    expect(now).toMatchObject({ state: 'gate', wave: 0, heldSince: 10_000 + hour, round: at + 1000 });
  });

  it('never counts what is to come for what has gone by', () => {
    const first: RolloutProgress = { ...beginning(10_000, 1), heldSince: 10_000, round: 20_000 };
    expect(after(plan(), first, { what: 'skipped', at: 21_000, by: 5000 })).toMatchObject({
      ...{ since: 15_000, heldSince: 15_000, round: 21_000 },
    });
  });

  it('goes back to what is left where an earlier revision is gone', () => {
    const before = [
      { revision: old, minions: ['a'] },
      { revision: 'b'.repeat(64), minions: ['b', 'c'] },
    ];
    const both = { revert: true, before };
    const words = 'tick; begun; fine; tick; begun; fail b; gone for good';
    expect(live(words, both)).toMatchObject({ state: 'reverting', next: 'revert 1' });
    expect(live(`${words}; begun; fine`, both)).toMatchObject({
      state: 'failed',
      reason: '1 minion failed and none may: b failed; revision gone; a did not go back',
    });
  });

  it('says that it could not go back only as long as that is so', () => {
    expect(live('tick; begun; fail a; late', back).reason).toBe(
      '1 minion failed and none may: a failed; trying to go back: no bus',
    );
    expect(live('tick; begun; fail a; late; wait 4000; begun; fine', back)).toMatchObject({
      state: 'reverted',
      reason: '1 minion failed and none may: a failed',
    });
  });

  it('is tried again less and less often', () => {
    let now: RolloutProgress = { ...beginning(0, 1), state: 'wave' };
    const delays: number[] = [];
    for (let at = 0; delays.length < 8; at += 100_000) {
      now = after(plan(), now, { what: 'refused', at, reason: 'no bus', how: 'later' });
      delays.push(now.delay / 1000);
      now = after(plan(), now, { what: 'tick', at: at + 70_000 });
    }
    expect(delays).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('counts whoever is not accepted any more as failed', () => {
    const begun = after(plan(), { ...beginning(0, 1), state: 'wave' }, { what: 'begun', at: 1, jid: 'J', gone: ['a'] });
    expect(after(plan(), begun, { what: 'ended', at: 2, jid: 'J', failed: [] })).toMatchObject({
      state: 'failed',
      reason: '1 minion failed and none may: a is not accepted any more',
    });
  });
});
