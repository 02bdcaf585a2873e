import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { loadMasterConfig } from './index.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fleet-schedule-'));
  await mkdir(join(root, 'etc/fleet/master.d'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const write = (text: string, file = 'master.yaml'): Promise<void> => writeFile(join(root, 'etc/fleet', file), text);

describe('the schedule of the master', () => {
  it('is read as it is written, and drop-ins add to it', async () => {
    await write(`roles:
  night: {functions: [{minions: '*', allow: [state.apply]}]}
schedule:
  drift: {kind: drift, every: 1h, splay: 10m}
`);
    await write(
      `schedule:
  nightly-apply:
    target: 'miner-*'
    function: state.apply
    args: [cortensord]
    kwargs: {queue: true}
    cron: '30 3 * * *'
    missed: run
    role: night
    enabled: false
    timeout: 30m
    confirmed: true
    yes_destroy: true
`,
      'master.d/night.yaml',
    );
    const outcome = await loadMasterConfig(root);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.diagnostics));
    expect(Object.fromEntries(outcome.value.schedule)).toEqual({
      drift: {
        ...{ target: '*', function: 'state.apply', args: [], kwargs: { test: true }, kind: 'drift' },
        ...{ rhythm: { kind: 'interval', period: 3_600_000 }, splay: 600_000, missed: 'skip', role: 'viewer' },
        ...{ enabled: true, confirmed: false, destroy: false },
      },
      'nightly-apply': {
        ...{ target: 'miner-*', function: 'state.apply', args: ['cortensord'], kwargs: { queue: true } },
        ...{ rhythm: { kind: 'cron', expression: '30 3 * * *' }, splay: 0, missed: 'run', role: 'night' },
        ...{ enabled: false, timeout: 1_800_000, confirmed: true, destroy: true },
      },
    });
  });

  it('is empty where nobody wrote one', async () => {
    const outcome = await loadMasterConfig(root);
    expect(outcome.ok && outcome.value.schedule.size).toBe(0);
  });

  it.each([
    ['x: 1h', '`schedule.x` has to be a mapping, such as'],
    ["'a b': {kind: drift, every: 1h}", 'is no name for a job'],
    ['x: {kind: drift}', '`schedule.x` does not say when: every or cron'],
    ["x: {kind: drift, every: 1h, cron: '0 3 * * *'}", '`schedule.x` says when twice: every and cron'],
    ["x: {kind: drift, cron: '61 * * * *'}", '`schedule.x.cron` cannot be read'],
    ["x: {kind: drift, cron: '0 0 31 2 *'}", '`schedule.x.cron` cannot be read'],
    ['x: {kind: drift, cron: nightly}', '`schedule.x.cron` has to be five or six words of cron'],
    ['x: {kind: drift, every: soon}', '`schedule.x.every` has to be a time such as 90s'],
    ['x: {kind: drift, every: 5m, splay: 5m}', '`schedule.x.splay` has to be shorter than every'],
    ['x: {every: 1h}', '`schedule.x` names no function; a check for drift is'],
    ['x: {every: 1h, function: ping}', '`schedule.x.function` has to be a function'],
    ['x: {every: 1h, function: test.ping, missed: later}', '`schedule.x.missed` has to be run or skip'],
    ['x: {every: 1h, function: test.ping, role: amdin}', '`schedule.x.role` is no role'],
    ['x: {every: 1h, function: test.ping, kind: check}', '`schedule.x.kind` can only be drift'],
    ['x: {every: 1h, function: test.ping, evry: 1h}', '`schedule.x.evry`'],
    ['x: {kind: drift, every: 1h, function: cmd.run}', '`schedule.x.function` cannot check for drift'],
    ['x: {kind: drift, every: 1h, kwargs: {test: false}}', '`schedule.x.kwargs.test` cannot be'],
    ['x: {kind: drift, every: 1h, yes_destroy: true}', '`schedule.x.yes_destroy` cannot be'],
    ['x: {kind: drift, every: 1h, kwargs: {pillar: {a: 1}}}', '`schedule.x.kwargs.pillar` cannot be'],
  ])('refuses %s', async (text, sentence) => {
    await write(`schedule:\n  ${text}\n`);
    const outcome = await loadMasterConfig(root);
    const told = outcome.ok ? [] : outcome.diagnostics.map((one) => formatDiagnostic(one));
    expect(told.join('\n')).toContain(sentence);
    expect(told.join('\n')).toContain('master.yaml:2');
  });
});
