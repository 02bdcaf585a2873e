import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { exitCodes, type DriftAnswer, type ScheduleRow } from '@fleet/protocol';
import type { MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { listDrift } from './drift.js';
import { listSchedule, runSchedule } from './schedule.js';

const now = new Date(2020, 0, 21, 12, 0).getTime();
/** Of another day than any on which this runs, so that dates are shown. */
const row = (over: Partial<ScheduleRow> = {}): ScheduleRow => ({
  ...{ name: 'drift', target: '*', function: 'state.apply', args: '[]', kwargs: '{"test":true}', kind: 'drift' },
  ...{ every: 3_600_000, splay: 600_000, missed: 'skip', role: 'viewer', enabled: true },
  ...over,
});
const rows = [
  row({
    next: now,
    ran: now - 3_600_000,
    outcome: 'started',
    jid: '1',
    job: { ended: true, expected: 3, returned: 2, failed: 1 },
  }),
  row({
    name: 'nightly',
    every: undefined as never,
    cron: '30 3 * * *',
    enabled: false,
    decided: true,
    outcome: 'overlap',
    ran: now,
  }),
];

/** What was said, answers and notes, at a width; `undefined`: it is no terminal. */
function sessionOf(answer: unknown, width?: number): { session: Session; said: string[] } {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const terminal = { paint: plain, notePaint: plain, answer: say, note: say, ...(width && { screen: { width } }) };
  const master = { ask: () => Promise.resolve(answer) } as unknown as MasterLink;
  return { session: { terminal, settings: {}, master: () => Promise.resolve(master) } as unknown as Session, said };
}

describe('the schedule', () => {
  it.each([undefined, 200])('is a table where there is room (%s)', async (width) => {
    const { session, said } = sessionOf({ schedule: rows }, width);
    expect(await listSchedule(session)).toBe(0);
    expect(said.join('\n')).toBe(
      `NAME     WHEN        NEXT                     LAST                 OUTCOME                 TARGET  CALL
drift    every 1 h   2020-01-21 12:00:00      2020-01-21 11:00:00  2/3 returned, 1 failed  *       state.apply test=True
nightly  30 3 * * *  disabled by an operator  2020-01-21 12:00:00  overlap                 *       state.apply test=True`.replace(
        '2020-01-21 12:00:00      2020',
        'now                      2020',
      ),
    );
  });

  it('stands one below the other on a terminal of 20 columns', async () => {
    const { session, said } = sessionOf({ schedule: rows }, 20);
    await listSchedule(session);
    expect(said.join('\n')).toBe(`drift
  every 1 h
  next now
  last 2020-01-21 …
  2/3 returned, 1 …
  *
  state.apply test…
nightly
  30 3 * * *
  next disabled by…
  last 2020-01-21 …
  overlap
  *
  state.apply test…`);
  });

  it('says why something did not begin, and leaves with 1', async () => {
    const { session, said } = sessionOf(row({ outcome: 'refused', note: 'viewer may not' }));
    expect(await runSchedule(session, 'drift')).toBe(exitCodes.failed);
    expect(said).toEqual(['fleetctl: drift did not begin: viewer may not']);
  });
});

describe('drift', () => {
  const found = { minion: 'web1', sls: 'web', id: '/etc/motd', name: '/etc/motd', state: 'file.managed', comment: '' };
  const answer = (drift: DriftAnswer['drift'], over: Partial<DriftAnswer> = {}): DriftAnswer => ({
    ...{ drift, left: 0, checks: [], minions: { checked: 1, unchecked: 1, newest: now, oldest: now } },
    ...over,
  });
  const one = [{ ...found, kind: 'corrective' as const, since: now, seen: now }];

  it.each([
    ['there is some', one, true, exitCodes.changesPending],
    ['there is some, and nobody asked', one, false, exitCodes.ok],
    ['there is none, but one minion was never checked', [], true, exitCodes.unreachable],
  ])('exit code where %s', async (_what, drift, detailedExitcode, code) => {
    expect(await listDrift(sessionOf(answer(drift)).session, { detailedExitcode })).toBe(code);
  });

  it('names checks that failed, and how many were never checked', async () => {
    const check = { minion: 'web2', scope: 'highstate', jid: '1', at: now, failed: 'web.sls:3\nis wrong' };
    const { session, said } = sessionOf(answer([], { checks: [check] }));
    await listDrift(session, {});
    expect(said).toEqual([
      'nothing has drifted on 1 checked minion; the last check was 2020-01-21 12:00:00',
      'web2: the check of highstate says nothing, or not all: web.sls:3 is wrong',
      "1 minion was never checked: fleetctl drift check '*' does it now, and schedule in master.yaml does it again and again",
    ]);
  });

  it.each(['soon', '-1h', ''])('refuses --since %s', async (since) => {
    await expect(listDrift(sessionOf(answer([])).session, { since })).rejects.toMatchObject({ code: 'usage' });
  });
});
