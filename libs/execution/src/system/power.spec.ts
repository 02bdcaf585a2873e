import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import type { DaemonHands } from '../daemon.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';
import { millisecondsUntil } from './power.js';

async function call(name: string, named: Record<string, unknown>, end?: Error, exitCode = 0) {
  const lines: string[] = [];
  const waits: number[] = [];
  const answer = ({ line }: { line: string }) => (
    lines.push(line),
    { exitCode, stderr: exitCode ? 'Access denied' : '' }
  );
  const host = memoryHost({ commands: [{ command: /^shutdown/, answer }] });
  const hands = {
    async overReboot(away: number, down: () => Promise<void>) {
      waits.push(away);
      await down();
      throw end ?? new Error('gone');
    },
  } as unknown as DaemonHands;
  const context = { ...specContext({}, host), hands: () => hands };
  const given = { positional: [], named: fromPlain(named) as ValueMap };
  const outcome = await callFunction(functionTable, name, given, host, context).then(
    ({ value }) => value,
    (error: Error) => error.message,
  );
  return { outcome, lines, waits };
}

describe('what takes the machine down', () => {
  it.each([
    ['system.reboot', {}, 'shutdown -r now'],
    ['system.reboot', { at_time: 5 }, 'shutdown -r +5'],
    ['system.reboot', { at_time: '03:30' }, 'shutdown -r 03:30'],
    ['system.shutdown', {}, 'shutdown -P now'],
    ['system.poweroff', { at_time: '+1' }, 'shutdown -P +1'],
    ['system.halt', {}, 'shutdown -H now'],
  ])('%s %j', async (name, named, line) => {
    expect(await call(name, named)).toMatchObject({ outcome: true, lines: [line] });
  });

  it.each(['soon', '25:00', '-h', '5; reboot', -1, { a: 1 }])('refuses %j as a time', async (time) => {
    expect(await call('system.reboot', { at_time: time })).toMatchObject({
      outcome: expect.stringMatching(/at_time/),
      lines: [],
    });
  });

  it('says what shutdown said where it failed', async () => {
    expect((await call('system.halt', {}, undefined, 1)).outcome).toBe('system.halt: Access denied');
  });

  it('with wait, writes down first and goes down then; the master waits for the delay and the machine', async () => {
    expect(await call('system.reboot', { wait: true, at_time: 2, timeout: '5m' })).toEqual({
      outcome: 'gone',
      lines: ['shutdown -r +2'],
      waits: [7 * 60_000],
    });
  });

  it.each([{ timeout: '3d' }, { at_time: 99_999 }])('waits for no machine that is away for days: %j', async (named) => {
    expect(await call('system.reboot', { wait: true, ...named })).toEqual({
      outcome: expect.stringMatching(/48 hours at most/),
      lines: [],
      waits: [],
    });
  });

  it('is called off where the job is ended before', async () => {
    const ended = Object.assign(new Error('killed'), { code: 'job-ended' });
    expect((await call('system.reboot', { wait: true, at_time: 2 }, ended)).lines).toEqual([
      'shutdown -r +2',
      'shutdown -c',
    ]);
  });

  it('knows how long it is until a time of day', () => {
    const now = new Date(2026, 0, 1, 12, 0);
    expect(millisecondsUntil('12:30', now)).toBe(30 * 60_000);
    expect(millisecondsUntil('11:30', now)).toBe(23.5 * 3_600_000);
  });
});
