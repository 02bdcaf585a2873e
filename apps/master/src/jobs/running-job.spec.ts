import { describe, expect, it } from '@jest/globals';
import type { JobEvent, Return } from '@fleet/protocol';
import type { Present } from './patience.js';
import { RunningJob, type RunningJobOptions } from './running-job.js';

const jid = '20260101000000000000';
const begun = 10_000;

/** A job for minions a, b, … that began at 10 s, with a second to acknowledge. */
function job(presence: Record<string, Present>, more: Partial<RunningJobOptions> = {}) {
  const events: JobEvent[] = [];
  const minions = Object.keys(presence).map((id) => ({ key: id, minion: id }));
  const running = new RunningJob({
    jid,
    minions,
    started: begun,
    acknowledgeTimeout: 1000,
    presence: (key) => presence[key],
    ...more,
  });
  running.watch((event) => events.push(event));
  return { running, events, presence };
}

const up: Present = { up: true, since: 1 };
const back = (minion: string): Return => ({
  kind: 'return',
  v: 1,
  jid,
  minion,
  function: 'test.ping',
  retcode: 0,
  success: true,
  started: 1,
  duration: 1,
});

describe('a running job', () => {
  it('is finished when everybody has returned', () => {
    const { running, events } = job({ a: up, b: up });
    for (const id of ['a', 'b']) running.returned({ key: id, minion: id }, back(id));
    expect(running.finished).toBe(true);
    running.end();
    expect(events.map(({ event }) => event)).toEqual(['returned', 'returned', 'ended']);
  });

  it('does not wait for those who were not here when it began', () => {
    const { running } = job({ never: { up: false }, gone: { up: false, since: 5000 }, here: up });
    running.giveUp(begun);
    expect(running.silences.map(({ minion, reason }) => [minion, reason])).toEqual([
      ['never', { code: 'never-connected' }],
      ['gone', { code: 'disconnected', since: 5000 }],
    ]);
    expect(running.finished).toBe(false);
  });

  it('waits with the second copy while others are still being heard, and not for ever', () => {
    const { running } = job({ a: up, b: up, c: up, d: up });
    running.acknowledged('a', begun + 400);
    expect(running.unheard(begun + 899)).toEqual([]);
    running.acknowledged('b', begun + 1300);
    // One that says it once more is no other.
    running.acknowledged('a', begun + 1700);
    running.giveUp(begun + 1799);
    expect([running.silences, running.unheard(begun + 1799)]).toEqual([[], []]);
    expect(running.unheard(begun + 1800)).toEqual(['c', 'd']);
    running.giveUp(begun + 2299);
    expect(running.silences).toEqual([]);
    running.giveUp(begun + 2300);
    expect(running.silences.map(({ minion }) => minion)).toEqual(['c', 'd']);
  });

  it('waits with the second copy for four timeouts at the most, however slowly the others are heard', () => {
    const presence = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`m${n}`, up]));
    const { running } = job({ ...presence, mute: up });
    const copies: (readonly [number, string])[] = [];
    for (let at = 0; at < 60; at += 1) {
      running.acknowledged(`m${at}`, begun + at * 100);
      copies.push(...running.unheard(begun + at * 100).map((key) => [at * 100, key] as const));
      running.giveUp(begun + at * 100);
    }
    expect(copies.filter(([, key]) => key === 'mute')).toEqual([[4500, 'mute']]);
    // Its second copy has as long.
    running.giveUp(begun + 6399);
    expect(running.silences).toEqual([]);
    running.giveUp(begun + 6400);
    expect(running.silences.map(({ minion }) => minion)).toEqual(['mute']);
  });

  it.each([{ deadline: begun + 1600 }, { expires: begun + 1600, queue: true }])(
    'sends the second copy before its time is over, whoever is heard meanwhile: %o',
    (more) => {
      const { running } = job({ a: up, b: up, mute: up }, more);
      running.acknowledged('a', begun + 900);
      running.acknowledged('b', begun + 1050);
      expect(running.unheard(begun + 1099)).toEqual([]);
      running.giveUp(begun + 1099);
      expect(running.unheard(begun + 1100)).toEqual(['mute']);
    },
  );

  it('asks a minion that says nothing once more, and gives the second copy its time', () => {
    const { running } = job({ a: up });
    expect(running.unheard(begun + 499)).toEqual([]);
    expect(running.unheard(begun + 900)).toEqual(['a']);
    expect(running.unheard(begun + 950)).toEqual([]);
    running.giveUp(begun + 1300);
    expect(running.finished).toBe(false);
    running.giveUp(begun + 1400);
    expect(running.silences[0]?.reason).toEqual({ code: 'no-acknowledgement' });
  });

  it('waits without end for one that is at work', () => {
    const { running } = job({ a: up });
    running.acknowledged('a', begun + 5);
    running.giveUp(begun + 3_600_000);
    expect(running.finished).toBe(false);
  });

  it('ends at the deadline with what is known of each', () => {
    const { running } = job({ working: up, mute: up }, { deadline: begun + 500 });
    running.acknowledged('working', begun + 5);
    running.progress('working', { kind: 'progress', v: 1, jid, position: 2, total: 9, text: 'pkg.installed' });
    running.giveUp(begun + 500);
    expect(running.silences.map(({ reason }) => reason)).toEqual([
      { code: 'still-running', since: begun + 5, progress: '2/9 pkg.installed' },
      { code: 'no-acknowledgement' },
    ]);
  });

  it.each([
    ['that said nothing', () => undefined, 'no-acknowledgement'],
    ['that is at work', (running: RunningJob) => running.acknowledged('a', begun + 5), 'still-running'],
    ['that is gone', (running: RunningJob) => running.acknowledged('a', begun + 5), 'disconnected'],
  ])('ends in its time, though the clock was set back by an hour, for one %s', (_name, happens, code) => {
    const away = code === 'disconnected';
    const { running, presence } = job({ a: up }, { deadline: begun + 60_000 });
    happens(running);
    if (away) presence.a = { up: false, since: begun + 10 };
    const now = begun - 3_600_000;
    running.clockWentBack(now);
    if (away) presence.a = { up: false, since: now };
    expect(running.unheard(now + 900)).toEqual(code === 'no-acknowledgement' ? ['a'] : []);
    running.giveUp(now + 60_000);
    expect(running.silences.map(({ reason }) => reason.code)).toEqual([code]);
  });

  it('is not moved by a clock that went back, but not behind its beginning', () => {
    const { running } = job({ a: up }, { deadline: begun + 500 });
    running.acknowledged('a', begun + 5);
    running.clockWentBack(begun + 100);
    running.giveUp(begun + 499);
    expect(running.finished).toBe(false);
    running.giveUp(begun + 500);
    expect(running.finished).toBe(true);
  });

  it('gives one that went away in the middle the time to come back', () => {
    const { running, presence } = job({ a: up });
    running.acknowledged('a', begun + 5);
    presence.a = { up: false, since: begun + 2000 };
    running.giveUp(begun + 5999);
    expect(running.finished).toBe(false);
    running.giveUp(begun + 6000);
    expect(running.silences[0]?.reason).toEqual({ code: 'disconnected', since: begun + 2000 });
  });

  it('takes back one that it gave up too early', () => {
    const { running, events } = job({ a: up, b: up });
    running.giveUp(begun + 1500);
    running.acknowledged('a', begun + 1600);
    expect(running.silences.map(({ minion }) => minion)).toEqual(['b']);
    running.returned({ key: 'b', minion: 'b' }, back('b'));
    expect(running.silences).toEqual([]);
    expect(events.map(({ event }) => event)).toEqual(['acknowledged', 'returned']);
  });

  it('notices that a minion has forgotten the job', () => {
    const { running, presence } = job({ a: up });
    running.acknowledged('a', begun + 5);
    presence.a = { ...up, running: { jids: [jid], at: begun + 2000 } };
    running.giveUp(begun + 2000);
    presence.a = { ...up, running: { jids: [], at: begun + 3000 } };
    running.giveUp(begun + 3000);
    expect(running.finished).toBe(false);
    running.giveUp(begun + 7000);
    expect(running.silences[0]?.reason).toEqual({ code: 'no-acknowledgement' });
  });

  it('tells each watcher until it leaves', () => {
    const { running, events } = job({ a: up });
    const heard: string[] = [];
    const leave = running.watch(({ event }) => heard.push(event));
    running.acknowledged('a', begun + 1);
    leave();
    running.returned({ key: 'a', minion: 'a' }, back('a'));
    expect(heard).toEqual(['acknowledged']);
    expect(events).toHaveLength(2);
  });
});

describe('a job that is delivered again', () => {
  const expires = begun + 60_000;

  it('goes to one that comes back, and waits for it once more', () => {
    const { running, presence } = job({ a: { up: false, since: 5000 }, b: up }, { expires });
    running.giveUp(begun);
    expect(running.silences).toHaveLength(1);
    presence.a = { up: true, since: begun + 2000 };
    expect(running.greeted('a', begun + 2000)).toBe(true);
    expect(running.silences).toEqual([]);
    running.giveUp(begun + 2999);
    expect(running.finished).toBe(false);
  });

  it.each([
    ['acknowledged', (running: RunningJob) => running.acknowledged('a', begun + 1), begun + 2],
    ['returned', (running: RunningJob) => running.returned({ key: 'a', minion: 'a' }, back('a')), begun + 2],
    ['was withdrawn', (running: RunningJob) => void running.withdraw(running.withdrawable('ops')), begun + 2],
    ['comes after it has expired', () => undefined, expires + 1],
  ])('goes to nobody who %s', (_name, happen, at) => {
    const { running } = job({ a: up }, { expires });
    happen(running);
    expect(running.greeted('a', at)).toBe(false);
  });

  it('is not withdrawn from one that got it while that was written down', () => {
    const { running } = job({ a: up, b: up }, { expires });
    const withdrawable = running.withdrawable('ops');
    running.acknowledged('a', begun + 1);
    expect(running.withdraw(withdrawable)).toEqual(['b']);
    expect(running.silences).toEqual([{ key: 'b', minion: 'b', reason: { code: 'cancelled', by: 'ops' } }]);
  });

  it('waits in a queue until it expires, and says once whom it waits for', () => {
    const { running, events } = job({ a: { up: false, since: 5000 }, b: up }, { expires, queue: true, timeout: 5000 });
    running.giveUp(begun);
    expect(events).toEqual([]);
    running.returned({ key: 'b', minion: 'b' }, back('b'));
    running.giveUp(begun + 100);
    running.giveUp(begun + 200);
    expect(events.map(({ event }) => event)).toEqual(['returned', 'queued']);
    running.giveUp(expires);
    expect(running.finished).toBe(false);
    running.giveUp(expires + 500);
    expect(running.silences.map(({ reason }) => reason)).toEqual([{ code: 'expired', at: expires }]);
    expect(running.delivered).toBe(true);
  });

  it('gives one that comes late its whole time', () => {
    const { running } = job({ a: up }, { expires, queue: true, timeout: 5000 });
    running.acknowledged('a', begun + 30_000);
    running.giveUp(begun + 34_999);
    expect(running.finished).toBe(false);
    running.giveUp(begun + 35_000);
    expect(running.silences[0]?.reason.code).toBe('still-running');
  });

  it('rests for one that is here and says nothing, and tries it again', () => {
    const { running } = job({ a: up }, { expires, queue: true });
    expect(running.unheard(begun + 500)).toEqual(['a']);
    running.giveUp(begun + 1000);
    expect(running.resting).toBe(true);
    expect(running.unheard(begun + 20_000)).toEqual([]);
    expect(running.unheard(begun + 60_000)).toEqual([]);
    expect(job({ a: up }, { expires: expires + 1, queue: true }).running.unheard(expires)).toEqual(['a']);
  });

  it('after a restart of the master waits a while for those that are about to come back', () => {
    const { running } = job({ a: { up: false, since: 5000 } }, { expires, takenOver: true });
    running.giveUp(begun + 3999);
    expect(running.finished).toBe(false);
    running.giveUp(begun + 4000);
    expect(running.silences[0]?.reason.code).toBe('disconnected');
  });

  it('touches no key that two machines use', () => {
    const twice: Present = { ...up, duplicate: true };
    const { running } = job({ a: twice }, { expires });
    expect([running.maySend('a', begun), running.unheard(begun + 600)]).toEqual([false, []]);
    running.giveUp(begun);
    expect(running.silences[0]?.reason).toEqual({ code: 'duplicate' });
    expect(job({ a: twice }, { expires, harmless: true }).running.maySend('a', begun)).toBe(true);
  });
});
