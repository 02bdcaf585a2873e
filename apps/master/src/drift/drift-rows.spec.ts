import { describe, expect, it } from '@jest/globals';
import type { DriftCheck, DriftSummary } from '@fleet/jobs';
import { driftRows, type DriftChoice } from './drift-rows.js';

const minions = new Map([
  ['K1', 'web1'],
  ['K2', 'web2'],
]);
const check = (key: string, scope: string, at: number): DriftCheck => ({
  key,
  minion: key,
  scope,
  jid: '',
  at,
  more: 0,
});
const checks = [check('K1', 'highstate', 100), check('K1', 'web', 90), check('K2', 'highstate', 50)];

/** `K1 highstate a corrective 5`: key, scope, chunk, why, since. */
const record = (words: string): DriftSummary => {
  const [key = '', scope = '', tag = '', kind, since] = words.split(' ');
  const about = { sls: tag.startsWith('w') ? 'web' : 'db', id: tag, name: tag, state: 'file.managed', comment: '' };
  return { key, scope, tag, minion: key, kind: kind as DriftSummary['kind'], since: Number(since), ...about };
};

const found = (records: readonly string[], choice: Partial<DriftChoice> = {}): { rows: string[]; left: number } => {
  const { drift, left } = driftRows(records.map(record), { minions, checks, room: 10_000, ...choice });
  return { rows: drift.map((row) => `${row.minion} ${row.id} ${row.kind} ${row.since}-${row.seen}`), left };
};

describe('what is shown of drift', () => {
  it.each<[string, string[], Partial<DriftChoice>, string[]]>([
    [
      'each chunk of each minion',
      ['K1 highstate a corrective 5', 'K2 highstate a intentional 7'],
      {},
      ['web1 a corrective 5-100', 'web2 a intentional 7-50'],
    ],
    [
      'one row of a chunk that two checks found: since the first, and why by the last',
      ['K1 web w corrective 5', 'K1 highstate w intentional 8'],
      {},
      ['web1 w intentional 5-100'],
    ],
    [
      'nothing of keys that are not meant',
      ['K0 highstate a corrective 5', 'K2 highstate a corrective 7'],
      { minions: new Map([['K0', 'web0']]) },
      ['web0 a corrective 5-5'],
    ],
    [
      'nothing that is older than asked, although another check met it later',
      ['K1 highstate a corrective 5', 'K1 web a corrective 80', 'K1 highstate b corrective 70'],
      { since: 60 },
      ['web1 b corrective 70-100'],
    ],
    [
      'nothing of another kind than the last check says',
      ['K1 web a corrective 5', 'K1 highstate a intentional 8', 'K2 highstate b corrective 9'],
      { kind: 'corrective' },
      ['web2 b corrective 9-50'],
    ],
    [
      'what is of the SLS',
      ['K1 highstate a unknown 5', 'K1 highstate w unknown 6'],
      { sls: 'we*' },
      ['web1 w unknown 6-100'],
    ],
  ])('is %s', (_what, records, choice, rows) => expect(found(records, choice)).toEqual({ rows, left: 0 }));

  it('is as much as there is room for, and how much there is besides', () => {
    const many = Array.from(
      { length: 100 },
      (_, at) => `K${1 + Math.floor(at / 50)} highstate c${at} corrective ${at}`,
    );
    const { rows, left } = found(many, { room: 2_000 });
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length + left).toBe(100);
  });
});
