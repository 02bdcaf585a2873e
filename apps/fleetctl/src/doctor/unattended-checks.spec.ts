import { describe, expect, it } from '@jest/globals';
import type { DriftAnswer, DriftRow, ScheduleRow, SinkRow } from '@fleet/protocol';
import { wordOf } from './finding.js';
import { checkDrift, checkSchedule, checkSinks } from './unattended-checks.js';

const [minute, hour] = [60_000, 3_600_000];
const now = 1_000 * hour;
const jid = '20260101120000000000';

describe('what is scheduled', () => {
  const row = (more: Partial<ScheduleRow>): ScheduleRow => ({
    ...{ name: 'nightly', target: '*', function: 'state.apply', args: '[]', kwargs: '{}', every: hour },
    ...{ splay: 0, missed: 'skip', role: 'admin', enabled: true, next: now + hour, ...more },
  });
  const job = { ended: true, expected: 3, returned: 3, failed: 0 };

  it.each<[string, Partial<ScheduleRow>, string, RegExp, string]>([
    ['has not been due yet', {}, 'ok', /1 in order/, ''],
    ['did its work', { outcome: 'started', ran: now, jid, job }, 'ok', /1 in order/, ''],
    [
      'is under way',
      { outcome: 'started', ran: now, jid, job: { ...job, ended: false, returned: 0 } },
      'ok',
      /order/,
      '',
    ],
    ['is due about now', { next: now - minute }, 'ok', /in order/, ''],
    [
      ...(['missed its turn', { outcome: 'missed', ran: now - hour, note: 'no master was there' }, 'warning'] as const),
      ...([
        /nightly missed its turn at .*: no master was there/,
        'fleetctl schedule run nightly     # does it now',
      ] as const),
    ],
    [
      'was refused',
      { outcome: 'refused', note: 'no such role' },
      'warning',
      /refused .*: no such role/,
      'fleetctl schedule show nightly',
    ],
    [
      'overlaps',
      { outcome: 'overlap', ran: now, jid },
      'warning',
      /last job goes on/,
      `fleetctl jobs kill ${jid}     # ends it`,
    ],
    [
      ...([
        'failed',
        { outcome: 'started', ran: now, jid, job: { ...job, returned: 2, failed: 1 } },
        'warning',
      ] as const),
      ...([/failed on 1 of 3 minions, and 1 did not answer/, `fleetctl jobs show ${jid}`] as const),
    ],
    [
      'hangs',
      { next: now - hour },
      'warning',
      /was due 1 h ago and has not begun/,
      'journalctl -u fleet-master -n 50     # on the master',
    ],
    ['never comes', { next: undefined as never }, 'warning', /never due/, 'fleetctl schedule show nightly'],
    [
      'was disabled by somebody',
      { enabled: false, decided: true },
      'note',
      /an operator disabled/,
      'fleetctl schedule enable nightly',
    ],
    ['is disabled by the configuration', { enabled: false }, 'ok', /in order/, ''],
  ])('and %s', (_name, more, severity, says, mend) => {
    const [finding, ...others] = checkSchedule([row(more)], now);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ check: 'schedule', severity, says: expect.stringMatching(says) });
    if (mend !== '') expect(finding?.mend).toContain(mend);
    expect(severity === 'ok').toBe(finding?.mend === undefined);
  });

  it('nothing is fine too', () => {
    expect(checkSchedule([])).toEqual([{ check: 'schedule', severity: 'ok', says: 'nothing is scheduled' }]);
  });
});

describe('drift', () => {
  const chunk = (minion: string, kind: DriftRow['kind']): DriftRow => ({
    ...{ minion, sls: 'web', id: 'x', name: 'x', state: 'file.managed', kind, since: 0, seen: 0, comment: '' },
  });
  const answer = (drift: DriftRow[], more: Partial<DriftAnswer> = {}): DriftAnswer => ({
    ...{ drift, left: 0, checks: [], minions: { checked: 2, unchecked: 0 }, ...more },
  });

  it.each<[string, DriftAnswer, [string, string][]]>([
    ['there is none', answer([]), [['ok', 'none on 2 minions']]],
    ['nobody looked', answer([], { minions: { checked: 0, unchecked: 4 } }), [['ok', 'nobody was checked']]],
    [
      'a machine moved',
      answer([chunk('a', 'corrective'), chunk('a', 'intentional'), chunk('b', 'intentional')], { left: 4 }),
      [['warning', '7 states are not as wished on a, b']],
    ],
    [
      'the wish moved',
      answer([chunk('a', 'intentional')]),
      [['note', '1 state is not as wished on a: tree or pillar moved, and nobody applied it']],
    ],
    [
      'a check failed',
      answer([], { checks: [{ minion: 'a', scope: 'highstate', jid, at: 0, failed: 'it does not compile\nat all' }] }),
      [['warning', 'could not be looked for on a: it does not compile …']],
    ],
  ])('%s', (_name, given, findings) => {
    const found = checkDrift(given);
    expect(found.map(({ severity, says }) => [severity, says])).toEqual(findings);
    for (const { severity, mend } of found) expect(severity === 'ok').toBe(mend === undefined);
  });

  it('is looked at and mended by commands that name the minions', () => {
    expect(checkDrift(answer([chunk('a', 'corrective'), chunk('b', 'corrective')]))[0]?.mend).toEqual([
      'fleetctl drift show a',
      'fleetctl -L a,b state.apply test=True     # what would be done; without test=True it is',
    ]);
  });
});

describe('events that are sent somewhere', () => {
  const sink = (more: Partial<SinkRow>): SinkRow => ({
    ...{ name: 'pager', kind: 'webhook', to: 'https://pager.example.net', state: 'idle', sent: 9, behind: 0 },
    ...{ delivered: 9, lost: 0, failures: 0, ...more },
  });

  it.each<[string, Partial<SinkRow>, string, string]>([
    ['all got there', {}, 'ok', '1 sink has everything'],
    ['some are on their way', { state: 'sending', behind: 3, lag: 100 }, 'ok', '1 sink has everything'],
    [
      'none is taken since a moment',
      { state: 'waiting', failures: 2, error: '503', behind: 1, lag: minute },
      'warning',
      'pager takes none: 503; 1 event waits, since 1 min',
    ],
    [
      'none is taken for long',
      { state: 'waiting', failures: 40, error: 'refused\u001b[2J', behind: 900, lag: 2 * hour },
      'error',
      'pager takes none: refused',
    ],
    ['some were lost', { lost: 5 }, 'note', 'pager missed some; 5 left the journal before they were sent'],
    [
      'they come too slowly',
      { state: 'sending', behind: 9, lag: hour },
      'warning',
      'pager is slow; 9 events wait, since 1 h',
    ],
  ])('%s', (_name, more, severity, says) => {
    const [finding, ...others] = checkSinks([sink(more)]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ check: 'events', severity, says: expect.stringContaining(says) });
    expect(finding?.says).not.toContain('\u001b');
    if (severity !== 'ok') expect(finding?.mend).toContain('fleetctl events sinks test pager');
  });

  it('nowhere is not told', () => {
    expect(checkSinks([])).toEqual([]);
  });
});

it.each([
  ['miner-01', 'miner-01'],
  ['a,b', 'a,b'],
  ['/etc/fleet/operators/a.creds', '/etc/fleet/operators/a.creds'],
  ['a b', "'a b'"],
  ['$(reboot)', "'$(reboot)'"],
  ["it's; reboot", "'it'\\''s; reboot'"],
  ['-x', "'-x'"],
  ['', "''"],
])('%j is typed as %s', (name, typed) => {
  expect(wordOf(name)).toBe(typed);
});
