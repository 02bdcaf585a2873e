import { describe, expect, it } from '@jest/globals';
import { coloured, columnsOf, plain } from '@fleet/output';
import type { DriftAnswer, DriftRow } from '@fleet/protocol';
import { driftSummary, driftText } from './drift-lines.js';

const now = new Date(2026, 0, 21, 12, 0).getTime();
const hour = 3_600_000;
const row = (minion: string, id: string, over: Partial<DriftRow> = {}): DriftRow => ({
  ...{ minion, id, sls: 'cortensord', name: id, state: 'file.managed', kind: 'corrective' },
  ...{ since: now - 2 * hour, seen: now, comment: '' },
  ...over,
});
const rows = [
  row('miner-01', '/etc/cortensor/node_01.env'),
  row('miner-01', 'cortensord@node_01', { state: 'service.running', kind: 'intentional', since: now - 26 * hour }),
  row('web1', '/etc/motd', { sls: 'web', kind: 'unknown' }),
];

describe('what has drifted', () => {
  it('is a table where there is room', () => {
    expect(driftText(rows, { width: 200, now, paint: plain })).toBe(
      `MINION    KIND         SINCE                SLS         STATE            ID
miner-01  corrective   10:00:00             cortensord  file.managed     /etc/cortensor/node_01.env
miner-01  intentional  2026-01-20 10:00:00  cortensord  service.running  cortensord@node_01
web1      unknown      10:00:00             web         file.managed     /etc/motd`,
    );
  });

  it('is the same table for programs, whatever the width', () => {
    expect(driftText(rows, { width: undefined, now, paint: plain })).toBe(
      driftText(rows, { width: 200, now, paint: plain }),
    );
  });

  it('stands minion by minion on a terminal of 80 columns', () => {
    expect(driftText(rows, { width: 80, now, paint: plain })).toBe(`miner-01
  corrective 2 h
    file.managed
    /etc/cortensor/node_01.env
    in cortensord
  intentional 1 d 2 h
    service.running
    cortensord@node_01
    in cortensord
web1
  unknown 2 h
    file.managed
    /etc/motd
    in web`);
  });

  it.each([20, 40, 80, 200])('fits into %s columns, coloured or not', (width) => {
    for (const paint of [plain, coloured]) {
      const text = driftText([...rows, row('wíde\u0000', '界'.repeat(90))], { width, now, paint });
      for (const line of text.split('\n')) expect(columnsOf(line.replace(/\u001b\[\d+m/g, ''))).toBeLessThan(width);
    }
  });

  it('shows no control characters of an id', () => {
    expect(driftText([row('web1', 'a\u001b[2Jb\nc')], { width: 20, now, paint: plain })).not.toContain('\u001b');
  });
});

describe('the summary', () => {
  const answer = (over: Partial<DriftAnswer> = {}): DriftAnswer => ({
    ...{ drift: rows, left: 0, checks: [], minions: { checked: 5, unchecked: 0, oldest: now, newest: now } },
    ...over,
  });
  it.each<[DriftAnswer, string]>([
    [
      answer(),
      '3 states of 2 of 5 checked minions drifted: 1 corrective, 1 intentional, 1 unknown; the last check was 12:00:00',
    ],
    [
      answer({ drift: rows.slice(2), minions: { checked: 1, unchecked: 0, oldest: now, newest: now } }),
      '1 state of 1 of 1 checked minion drifted: 1 unknown; the last check was 12:00:00',
    ],
    [answer({ drift: [] }), 'nothing has drifted on 5 checked minions; the last check was 12:00:00'],
    [answer({ drift: [], minions: { checked: 0, unchecked: 4 } }), 'nothing was checked yet'],
    [
      answer({ left: 7 }),
      '3 states of 2 of 5 checked minions drifted: 1 corrective, 1 intentional, 1 unknown; the last check was 12:00:00; 7 more are not shown: --minion and --sls choose',
    ],
  ])('%#', (given, text) => expect(driftSummary(given, now)).toBe(text));
});
