import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { timeOfJid, type JobRow, type MasterHealth, type MinionRow, type RolloutRow } from '@fleet/protocol';
import { formatFinding } from '../commands/doctor.js';
import { checkClock, checkMinionClocks } from './clock-check.js';
import { hostAndPort } from './dial.js';
import { checkBackup, checkDisks } from './master-checks.js';
import { checkMinions, checkVersions } from './minion-checks.js';
import { checkJobs, checkRollouts } from './work-checks.js';

const up = (minion: string, more: Partial<MinionRow> = {}): MinionRow => ({
  minion,
  up: true,
  since: 0,
  version: '1.0.0',
  ...more,
});
const [gibi, day] = [1024 ** 3, 24 * 3_600_000];

describe('the clock', () => {
  it.each([
    ['agrees', 0, 10, 'ok'],
    ['agrees as far as the way there lets one know', 2500, 2000, 'ok'],
    ['is ahead', 30_000, 10, 'warning'],
    ['is behind', -30_000, 10, 'warning'],
    ['is so far ahead that requests are refused soon', 200_000, 10, 'error'],
    ['jumped back by a year', -365 * day, 10, 'error'],
  ])('of this machine %s', (_name, ahead, took, severity) => {
    expect(checkClock(1_000_000_000_000, 1_000_000_000_000 + ahead + took / 2, took).severity).toBe(severity);
  });

  it('of minions is told in one finding, with one command', () => {
    const [finding, ...more] = checkMinionClocks([up('a'), up('b', { clock: 7000 }), up('c', { clock: -400_000 })]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      says: "clocks differ from the master's: b is 7 s ahead of it, c is 6 min 40 s behind it",
      mend: ["fleetctl -L b,c cmd.run 'timedatectl set-ntp true'"],
    });
  });
});

describe('minions', () => {
  const master = { version: '1.0.0', since: 0 };

  it.each([
    ['all alike', '1.0.0', ['1.0.0'], ['ok']],
    ['an old fleetctl', '0.9.0', ['1.0.0'], ['warning']],
    ['old minions of two versions', '1.0.0', ['0.8.0', '0.9.0', '0.9.0'], ['warning', 'warning']],
    ['a fleetctl that was built for nobody', 'development', ['1.0.0'], ['ok']],
  ])('versions: %s', (_name, own, versions, severities) => {
    const minions = versions.map((version, index) => up(`m${index}`, { version }));
    expect(checkVersions(own, { master, minions }).map(({ severity }) => severity)).toEqual(severities);
  });

  it('thousands that are away are one finding', () => {
    const minions = Array.from({ length: 5000 }, (_, index) => up(`m${index}`, { up: false }));
    const findings = checkMinions({ master, minions }, 60_000);
    expect(findings.map(({ severity }) => severity)).toEqual(['ok', 'warning']);
    expect(findings[1]?.says).toMatch(/^5000 minions are away: m0 for 1 min, .* and 4995 more$/);
  });

  it('two machines with one key are an error; who never came and who drains are told', () => {
    const minions = [up('a', { duplicate: true }), { minion: 'b', up: false }, up('c', { draining: true })];
    expect(checkMinions({ master, minions }).map(({ severity, says }) => `${severity} ${says}`)).toEqual([
      'ok 2 of 3 up',
      'error two machines use the key of a, and nothing is sent to either',
      'warning 1 minion was accepted and never came: b',
      'note c takes on nothing that touches the machine (draining)',
    ]);
  });
});

describe('work', () => {
  const jid = '20260101120000000000';
  const now = timeOfJid(jid) + 2 * 3_600_000;

  it.each([
    ['hangs', [up('a', { running: [jid] }), up('b', { running: [jid] })], 3_600_000, ['warning']],
    ['may take that long', [up('a', { running: [jid] })], 3 * 3_600_000, ['ok']],
    ['was on one that is away by now', [up('a', { up: false, running: [jid] })], 3_600_000, ['ok']],
  ])('a job that %s', (_name, minions, longest, severities) => {
    const findings = checkJobs(minions, [], longest, now);
    expect(findings.map(({ severity }) => severity)).toEqual(severities);
    if (severities[0] !== 'warning') return;
    expect(findings[0]?.says).toBe(`${jid} has been running for 2 h on a, b`);
    expect(findings[0]?.mend).toContain(`fleetctl jobs kill ${jid}     # ends it`);
  });

  it('a job that waits is a note, a rollout that is paused a warning', () => {
    expect(checkJobs([], [{ jid, queued: 2 } as JobRow], 1, now)[0]).toMatchObject({
      severity: 'note',
      says: `${jid} waits for 2 minions`,
    });
    const [paused, held, ...none] = checkRollouts([
      { id: 'aaaaaaaaaa', state: 'paused', reason: 'a \u001b[31mred\u001b[0m reason' },
      { id: 'bbbbbbbbbb', state: 'wave', reason: 'the bus is away' },
    ] as RolloutRow[]);
    expect(none).toEqual([]);
    expect(paused).toMatchObject({
      severity: 'warning',
      mend: expect.arrayContaining(['fleetctl rollout resume aaaaaaaaaa']),
    });
    expect(paused?.says).not.toContain('\u001b');
    expect(held?.severity).toBe('note');
  });
});

describe('the machine of the master', () => {
  const health = (free: number, size: number, newest?: number): MasterHealth => ({
    ...{ version: '1', time: 0, since: 0, store: 5, disks: [{ holds: 'store, bus', free, size }] },
    backup: { scheduled: false, ...(newest !== undefined && { newest }) },
  });

  it.each([
    [50 * gibi, 100 * gibi, 'ok'],
    [5 * gibi, 100 * gibi, 'warning'],
    [0.9 * gibi, 4 * gibi, 'warning'],
    [0.1 * gibi, 100 * gibi, 'error'],
    [0, 0, 'error'],
  ])('%d bytes free of %d: %s', (free, size, severity) => {
    expect(checkDisks(health(free, size)).map((row) => row.severity)).toEqual([severity]);
  });

  it.each([
    ['none', undefined, 'warning'],
    ['of yesterday', 99 * day, 'ok'],
    ['of long ago', 50 * day, 'warning'],
  ])('a backup: %s', (_name, newest, severity) => {
    expect(checkBackup(health(1, 1, newest), 100 * day).severity).toBe(severity);
  });
});

it.each([
  ['nats://10.0.0.1:4222', '10.0.0.1', 4222],
  ['tls://fleet.example.net', 'fleet.example.net', 4222],
  ['tls://[::1]:4333', '::1', 4333],
  ['host:1', 'host', 1],
])('%s is %s, port %d', (server, host, port) => {
  expect(hostAndPort(server)).toEqual({ host, port });
});

it.each([20, 80, 200])('a finding on %d columns keeps its command whole', (width) => {
  const finding = {
    check: 'keys',
    severity: 'warning',
    says: 'one machine asks to be let in, since yesterday',
    mend: ['fleetctl key accept stranger     # compare first'],
  } as const;
  const text = formatFinding(finding, width, plain);
  expect(text).toContain('→ fleetctl key accept stranger');
  for (const line of text.split('\n')) if (!line.includes('→')) expect(line.length).toBeLessThanOrEqual(width);
});
