import { beforeAll, describe, expect, it } from '@jest/globals';
import { openCron, type CronNext } from './cron.js';
import { splayOf } from './splay.js';
import { turnOf, type Standing, type Turn } from './turn.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 5, 1);
const hourly: Standing = {
  ...{ name: 'x', splay: 0, missed: 'skip', met: start },
  rhythm: { kind: 'interval', period: hour },
};
const nightly: Standing = { ...hourly, rhythm: { kind: 'cron', expression: '30 3 * * *' } };

let cron: CronNext;
beforeAll(async () => {
  cron = await openCron('UTC');
});

describe('whose turn it is', () => {
  it.each<[string, Partial<Standing>, number, Turn]>([
    ['a new interval waits a period', {}, start, { what: 'wait', until: start + hour }],
    ['then it runs', {}, start + hour, { what: 'run', due: start + hour, last: start + hour, late: false }],
    [
      'some seconds late is on time, and the beat stays',
      { last: start },
      start + hour + 20_000,
      { what: 'run', due: start + hour, last: start + hour, late: false },
    ],
    [
      'what ran waits for the next',
      { last: start + hour },
      start + hour + 1,
      { what: 'wait', until: start + 2 * hour },
    ],
    [
      'what was missed is left out',
      { last: start },
      start + 3.5 * hour,
      { what: 'skip', due: start + hour, last: start + 3 * hour, late: true },
    ],
    [
      'what was missed is made up for once, where that is wished',
      { last: start, missed: 'run' },
      start + 3.5 * hour,
      { what: 'run', due: start + hour, last: start + 3 * hour, late: true },
    ],
    ['cron waits for its time', { ...nightly }, start, { what: 'wait', until: start + 3.5 * hour }],
    [
      'cron that was missed for days is made up for once',
      { ...nightly, missed: 'run' },
      start + 5 * day,
      { what: 'run', due: start + 3.5 * hour, last: start + 5 * day, late: true },
    ],
    ['what comes never says so', { rhythm: { kind: 'moments', moments: [1] } }, start, { what: 'never' }],
  ])('%s', (_what, more, now, turn) => expect(turnOf({ ...hourly, ...more }, now, cron)).toEqual(turn));

  it('waits for the splay of its run, and begins after a restart when it would have begun', () => {
    const splayed = { ...hourly, splay: 30 * minute };
    const due = start + hour + splayOf('x', start + hour, 30 * minute);
    expect(turnOf(splayed, start + hour, cron)).toEqual({ what: 'wait', until: due });
    expect(turnOf(splayed, due - 1, cron)).toEqual({ what: 'wait', until: due });
    expect(turnOf(splayed, due, cron)).toMatchObject({ what: 'run', due, last: start + hour });
  });

  it.each<[string, Partial<Standing>]>([
    ['an interval of seconds', { rhythm: { kind: 'interval', period: 10_000 } }],
    ['an interval that is made up for', { rhythm: { kind: 'interval', period: 10_000 }, missed: 'run' }],
    ['cron of every second', { rhythm: { kind: 'cron', expression: '* * * * * *' }, missed: 'run' }],
    [
      'cron of every minute with a splay of two',
      { rhythm: { kind: 'cron', expression: '* * * * *' }, splay: 2 * minute },
    ],
  ])('%s: a clock that leaps a year ahead makes one run at most', (_what, more) => {
    let standing: Standing = { ...hourly, ...more, last: start };
    const now = start + 365 * day;
    let turns = 0;
    for (let turn = turnOf(standing, now, cron); turn.what !== 'wait'; turn = turnOf(standing, now, cron)) {
      if (turn.what === 'never') throw new Error('it comes round');
      standing = { ...standing, last: turn.last };
      turns += 1;
    }
    expect(turns).toBe(1);
  });

  it('never repeats what was dealt with, minute by minute over a week', () => {
    for (const base of [hourly, nightly, { ...hourly, splay: 50 * minute }, { ...nightly, splay: 2 * hour }]) {
      let standing: Standing = base;
      const ran: number[] = [];
      for (let now = start; now < start + 7 * day; now += minute) {
        const turn = turnOf(standing, now, cron);
        if (turn.what !== 'run') continue;
        ran.push(turn.due);
        standing = { ...standing, last: turn.last };
      }
      expect(ran).toEqual([...new Set(ran)].sort((a, b) => a - b));
      expect(ran).toHaveLength(base.rhythm.kind === 'cron' ? 7 : 167);
    }
  });
});
