import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { JobEvent } from '@fleet/protocol';
import { applied, created, ended, returned, ScriptedMaster, sessionOn } from '../../test-support/scripted-job.js';
import { TerminalEmulator } from '../../test-support/terminal-emulator.js';
import type { Settings } from '../session.js';
import { checkDrift } from './check.js';

const fine = Object.fromEntries(
  Array.from({ length: 80 }, (_, index) => [`file_|-f${index}_|-/etc/f${index}_|-managed`, { comment: 'in place' }]),
);
const drifted = { ...fine, 'file_|-f7_|-/etc/f7_|-managed': { result: null, changes: { mode: '0644' } } };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

async function check(events: JobEvent[], settings: Partial<Settings> = {}, watched = true): Promise<string[]> {
  const screen = new TerminalEmulator(80, 24);
  const session = sessionOn(screen, new ScriptedMaster([events]), settings);
  const { screen: painted, ...piped } = session.terminal;
  const terminal = watched ? { ...piped, ...(painted && { screen: painted }) } : { ...piped, interactive: false };
  const work = checkDrift({ ...session, terminal }, ['*'], {});
  await jest.advanceTimersByTimeAsync(10);
  await work;
  return screen.lines;
}

describe.each([
  ['on a terminal', true],
  ['off a terminal', false],
])('what drift check says %s', (_name, watched) => {
  const all = ['web1', 'web2', 'web3', 'web4'];

  it('of minions in order is how many they are', async () => {
    const lines = await check([created(...all), ...all.map((minion) => applied(minion, fine)), ended()], {}, watched);
    expect(lines.filter((line) => !line.startsWith('4 minions in 0.0 s: 4 ok'))).toEqual([
      '4 minions are as they are wished: 320 states',
      'fleetctl drift shows what has drifted',
    ]);
  });

  it('of the others is what drifted, what failed, and how much did not', async () => {
    const broken = returned('web4', { success: false, retcode: 1, fault: { code: 'internal', message: 'broken' } });
    const lines = await check(
      [created(...all), broken, applied('web1', fine), applied('web2', drifted), applied('web3', fine), ended()],
      {},
      watched,
    );
    expect(lines.filter((line) => /^ +ID: /.test(line))).toEqual(['          ID: f7']);
    expect(lines).toEqual(
      expect.arrayContaining([
        'web2:',
        'In order:     79 (not shown; --state-verbose=true shows them)',
        'web4:',
        '    broken [internal]',
        '2 minions are as they are wished: 160 states',
      ]),
    );
    expect(lines).not.toContain('web1:');
  });

  it('is everything where everything is asked for', async () => {
    const lines = await check([created('web1'), applied('web1', fine), ended()], { stateVerbose: true }, watched);
    expect(lines.filter((line) => /^ +ID: /.test(line))).toHaveLength(80);
  });

  it('as data is everything', async () => {
    const lines = await check([created('web1'), applied('web1', fine), ended()], { out: 'json' }, watched);
    expect(lines.filter((line) => line.includes('"comment"'))).toHaveLength(80);
  });
});
