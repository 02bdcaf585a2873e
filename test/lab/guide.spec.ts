import { describe, expect, it } from '@jest/globals';
import { isShown, lasting, readGuide, withNames, writeGuide } from './guide.mjs';

const guide = ['text', '```console', '$ one', 'a', 'miner-04# two', '```', '```', '$ no step', '```', 'end'].join('\n');

describe('a guide that can be run', () => {
  it('is read as what is typed, where, and what comes', () => {
    expect(readGuide(guide)).toEqual([
      { line: 3, host: undefined, command: 'one', shown: ['a'] },
      { line: 5, host: 'miner-04', command: 'two', shown: [] },
    ]);
    expect(() => readGuide('```console\nsaid by nobody\n```')).toThrow('line 2');
  });

  it('is written with what came, and nothing else is touched', () => {
    const steps = readGuide(guide).map((step) => ({ ...step, shown: [`${step.command} came`] }));
    expect(writeGuide(guide, steps).split('\n')).toEqual([
      'text',
      '```console',
      '$ one',
      'one came',
      'miner-04# two',
      'two came',
      '```',
      '```',
      '$ no step',
      '```',
      'end',
    ]);
    expect(writeGuide(guide, readGuide(guide))).toBe(guide);
  });

  it('shows a token by its beginning, in what is typed and in what comes', () => {
    const token = `fleet-join-eyJ2IjoxLCJz${'a.b-c_'.repeat(9)}`;
    const written = writeGuide('```console\n$ make\n```', [
      { line: 2, host: undefined, command: `join ${token}`, shown: [token] },
    ]);
    expect(written).toBe('```console\n$ join fleet-join-eyJ2IjoxLCJz…\nfleet-join-eyJ2IjoxLCJz…\n```');
  });

  it('types the job and the token that were shown last', () => {
    const shown = ['job 20260101120000000001', 'fleet-join-abc.d', 'job 20260101120000000002', 'no job'];
    expect(withNames('show 20250101000000000000; join fleet-join-x… --id a', shown)).toBe(
      'show 20260101120000000002; join fleet-join-abc.d --id a',
    );
    expect(withNames('show 20250101000000000000', [])).toBe('show 20250101000000000000');
  });

  it.each([
    ['job 20260101120000000001 took 1.5 s', 'job 20271231235959999999 took 230 ms', true],
    ['miner-01  up  12:00:01  0.7 ms', 'miner-01  up     03:14:15     12 ms', true],
    ['for 59 s', 'for 1 min 5 s', true],
    ['AMX5SWRW, valid until 06:21:19', 'DCBEEOHB, valid until 05:22:28', true],
    ['AMX5SWRW, valid until 06:21:19', 'DCBEEOHB, valid until 2026-11-23 00:30:19', true],
    ['53   04:33:44  admin  job_create  done', '7    04:33:44  admin  job_create  done', true],
    ['53   04:33:44  admin  job_create  done', '7    2026-11-22 23:59:44  admin  job_create  done', true],
    ['53     04:33:44  job/JID/new', '54     04:33:44  job/JID/new', false],
    ['3 changed, 0 failed', '2 changed, 1 failed', false],
    ['miner-01', 'miner-02', false],
  ])('%j and %j are the same: %j', (a, b, same) => {
    expect(lasting(a) === lasting(b)).toBe(same);
  });

  it.each([
    [['a', '…', 'd'], ['a', 'b', 'c', 'd'], true],
    [['a', '…', 'd'], ['a', 'd'], true],
    [['a', '…'], ['a'], true],
    [['…'], [], true],
    [['…', 'a', 'b', '…', 'c'], ['a', 'a', 'b', 'c', 'b', 'c'], true],
    [['…', 'a', 'b'], ['a', 'b', 'a', 'b'], true],
    [['…', 'b', '…', 'a'], ['a', 'b'], false],
    [['…', 'b'], ['a', 'b', 'c'], false],
    [['a', '…', 'a'], ['a'], false],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['a'], false],
    [['a'], [], false],
    [[], [], true],
  ])('%j shows %j: %j', (shown, came, does) => {
    expect(isShown(shown, came)).toBe(does);
  });

  // By trying out where each gap ends, this would not be done in a lifetime.
  it('is compared in one go, however many lines are left out', () => {
    const shown = [...Array.from({ length: 30 }, () => ['…', 'a']).flat(), 'b'];
    expect(isShown(shown, Array<string>(2_000).fill('a'))).toBe(false);
  });
});
