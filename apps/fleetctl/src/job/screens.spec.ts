import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { coloured } from '@fleet/output';
import type { JobEvent } from '@fleet/protocol';
import {
  applied,
  created,
  ended,
  jid,
  returned,
  ScriptedMaster,
  sessionOn,
  type Step,
} from '../../test-support/scripted-job.js';
import { TerminalEmulator } from '../../test-support/terminal-emulator.js';
import type { Settings } from '../session.js';
import { runJob } from './watch.js';

const request = {
  target: { type: 'glob', expression: '*' } as const,
  function: 'state.apply',
  args: '[]',
  kwargs: '{}',
  watch: true,
};

const diff = '--- old\n+++ new\n@@ -1 +1 @@\n-PORT=1\n+PORT=2\n';
const file = 'file_|-env_|-/etc/x.env_|-managed';
const unit = 'service_|-node_|-node@1_|-running';
const updated = { [file]: { comment: 'updated', changes: { diff } } };

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

async function run(
  screen: TerminalEmulator,
  steps: Step[],
  settings: Partial<Settings> = {},
  paint = coloured,
): Promise<number> {
  const session = sessionOn(screen, new ScriptedMaster([steps]), settings, paint);
  const work = runJob(session, request);
  const length = steps.reduce<number>((sum, step) => sum + (typeof step === 'number' ? step : 0), 0);
  await jest.advanceTimersByTimeAsync(length + 10);
  return work;
}

describe('a job on a terminal', () => {
  const progress = (minion: string, text: string, more = {}): JobEvent => ({
    event: 'progress',
    jid,
    minion,
    text,
    ...more,
  });

  it.each([
    [20, ['$', 'web1 0:02 3/7 file…', 'web2 0:01 2/7 cmd.…', 'web3 0:02     not …', '0/3 returned, 0:02']],
    [
      80,
      [
        '$',
        'web1 0:02 3/7 file.managed /etc/x',
        'web2 0:01 2/7 cmd.run',
        'web3 0:02     not acknowledged yet',
        '0/3 returned, 0:02, 1 not acknowledged yet, Ctrl-C leaves it running',
      ],
    ],
    [
      200,
      [
        '$',
        'web1 0:02 3/7 file.managed /etc/x',
        'web2 0:01 2/7 cmd.run',
        'web3 0:02     not acknowledged yet',
        '0/3 returned, 0:02, 1 not acknowledged yet, Ctrl-C leaves it running',
      ],
    ],
  ])('shows at %d columns what is done, while it is done, and leaves nothing of it', async (width, rows) => {
    const screen = new TerminalEmulator(width, 24);
    screen.write('$\n');
    let seen: string[] = [];
    const code = await run(screen, [
      created('web1', 'web2', 'web3'),
      progress('web1', '3/7 file.managed /etc/x'),
      1000,
      progress('web2', 'cmd.run', { position: 2, total: 7 }),
      1400,
      () => (seen = screen.screen),
      returned('web2'),
      returned('web1'),
      500,
      returned('web3'),
      ended(),
    ]);
    expect(seen.map((row) => row.trimEnd())).toEqual(rows);
    expect([code, screen.lines]).toEqual([
      0,
      [
        '$',
        ...(width === 20 ? ['web1, web2, web3', '(3 minions):'] : ['web1, web2, web3 (3 minions):']),
        '    True',
        '3 minions in 2.9 s: 3 ok, 0 changed, 0 would change, 0 failed, 0 unreachable',
      ],
    ]);
  });

  it('ends with what is the same once, what failed last, who is silent, and the count', async () => {
    const screen = new TerminalEmulator(80, 24);
    const failed = { ...updated, [unit]: { result: false, comment: 'unit node@1 does not exist' } };
    const code = await run(
      screen,
      [
        created('web1', 'web2', 'web3', 'web4', 'web5', 'web6'),
        applied('web1', failed),
        applied('web4', updated),
        applied('web2', updated),
        applied('web3', { [file]: { comment: 'in place' } }),
        ended('web6', 'web5'),
      ],
      { stateOutput: 'changes' },
    );
    expect(code).toBe(4);
    expect(screen.lines).toEqual([
      'web3:',
      '  Name: /etc/x.env - Function: file.managed - Result: Clean - Duration: 1.000 ms',
      '',
      'Summary for web3',
      '----------------',
      'Succeeded:    1',
      'Failed:       0',
      '----------------',
      'Total states run: 1',
      'Total run time:   1.000 ms',
      'web2, web4 (2 minions):',
      '----------',
      '          ID: env',
      '    Function: file.managed',
      '        Name: /etc/x.env',
      '      Result: True',
      '     Comment: updated',
      '    Duration: up to 1.000 ms',
      '     Changes:',
      '              ----------',
      '              diff:',
      '                  --- old',
      '                  +++ new',
      '                  @@ -1 +1 @@',
      '                  -PORT=1',
      '                  +PORT=2',
      '                  (the same on web1)',
      '',
      'Summary for 2 minions, each',
      '---------------------------',
      'Succeeded:    1 (changed=1)',
      'Failed:       0',
      '---------------------------',
      'Total states run: 1',
      'Total run time:   up to 1.000 ms',
      'web1:',
      '----------',
      '          ID: env',
      '    Function: file.managed',
      '        Name: /etc/x.env',
      '      Result: True',
      '     Comment: updated',
      '    Duration: 1.000 ms',
      '     Changes:',
      '              ----------',
      '              diff:',
      '                  the same as on web2, above',
      '----------',
      '          ID: node',
      '    Function: service.running',
      '        Name: node@1',
      '      Result: False',
      '     Comment: unit node@1 does not exist',
      '    Duration: 1.000 ms',
      '     Changes:',
      '',
      'Summary for web1',
      '----------------',
      'Succeeded:    1 (changed=1)',
      'Failed:       1',
      '----------------',
      'Total states run: 2',
      'Total run time:   2.000 ms',
      'web5, web6 (2 minions) did not answer: did not acknowledge',
      '6 minions in 0.0 s: 1 ok, 2 changed, 0 would change, 1 failed, 2 unreachable',
    ]);
  });

  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [
      `file_|-f${index}_|-/etc/f${index}_|-managed`,
      index % 100 === 50 ? { comment: 'updated', changes: { diff } } : { comment: `/etc/f${index} is in place` },
    ]),
  );

  it.each([20, 80, 200])('of 300 states shows at %d columns the 3 that changed, and counts the rest', async (width) => {
    const screen = new TerminalEmulator(width, 24);
    await run(screen, [created('web1', 'web2'), applied('web1', many), applied('web2', many), ended()]);
    expect(screen.lines.filter((line) => /^ +ID: /.test(line)).map((line) => line.trim())).toEqual([
      'ID: f50',
      'ID: f150',
      'ID: f250',
    ]);
    expect(screen.lines.length).toBeLessThan(60);
    expect(screen.lines.join('\n').replace(/\n/g, ' ')).toContain('Succeeded:    300 (changed=3)');
    expect(screen.lines.join('')).toContain('In order:     297 (not shown; --state-verbose=true shows them)');
  });

  it.each([
    ['with --state-verbose', { stateVerbose: true }],
    ['with a way to show them that somebody chose', { stateOutput: 'full' }],
  ] as const)('shows all 300 states %s', async (_name, settings) => {
    const screen = new TerminalEmulator(80, 24);
    await run(screen, [created('web1'), applied('web1', many), ended()], settings);
    expect(screen.lines.filter((line) => /^ +ID: /.test(line))).toHaveLength(300);
    expect(screen.lines.join('\n')).not.toContain('In order');
  });

  it.each([
    ['as answers arrive, with --no-group', { group: false }, ['web2:', '    True', 'web1:', '    True']],
    ['as a table', { out: 'table' }, ['MINION  VALUE', 'web1    True', 'web2    True']],
    ['as one object', { out: 'json' }, ['{', '    "web1": true,', '    "web2": true', '}']],
    ['quietly', { quiet: true }, ['web1, web2 (2 minions):', '    True']],
  ] as const)('shows answers %s', async (_name, settings, lines) => {
    const screen = new TerminalEmulator(80, 24);
    await run(screen, [created('web1', 'web2'), 400, returned('web2'), returned('web1'), 400, ended()], settings);
    expect(screen.lines.filter((line) => !line.startsWith('2 minions in'))).toEqual(lines);
    expect(screen.lines.some((line) => line.startsWith('2 minions in'))).toBe(!('quiet' in settings));
  });

  it('shows the result of one minion without counting it', async () => {
    const screen = new TerminalEmulator(80, 24);
    await run(screen, [created('web1'), 2000, returned('web1'), ended()]);
    expect(screen.lines).toEqual(['web1:', '    True']);
  });

  it.each([20, 80, 200])(
    'Ctrl-C at %d columns leaves the job, shows what is there, and says how to come back',
    async (width) => {
      const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
      const screen = new TerminalEmulator(width, 24);
      let seen: string[] = [];
      await run(screen, [
        created('web1', 'web2', 'web3'),
        returned('web2'),
        progress('web1', '1/3 pkg.installed nginx'),
        2000,
        () => screen.write('^C'),
        () => void process.emit('SIGINT', 'SIGINT'),
        100,
        () => (seen = screen.lines),
        ended(),
      ]);
      expect(exit).toHaveBeenCalledWith(4);
      exit.mockRestore();
      expect(seen).toEqual([
        'web2:',
        '    True',
        '3 minions in 2.0 s: 1 ok, 0 changed, 0 would change, 0 failed, 0 unreachable, 2 not answered yet',
        `left; the job goes on: fleetctl jobs watch ${jid}, or jobs show ${jid}`,
      ]);
    },
  );

  it('of 5,000 minions that say nothing shows a few lines, while it waits and when it ends', async () => {
    const minions = Array.from({ length: 5000 }, (_, index) => `m${index}`);
    const screen = new TerminalEmulator(80, 24);
    let most = 0;
    const code = await run(screen, [created(...minions), 2000, () => (most = screen.screen.length), ended(...minions)]);
    expect([code, most]).toEqual([4, 23]);
    expect(screen.lines.length).toBeLessThan(8);
    expect(screen.lines.at(-1)).toBe(
      '5000 minions in 2.0 s: 0 ok, 0 changed, 0 would change, 0 failed, 5000 unreachable',
    );
  });

  const phases = [
    '12:03:11.204 [EXEC]  1/2 file.managed /etc/x',
    '12:03:11.260 [OK]    1/2 file.managed /etc/x  changed, 56 ms',
    '12:03:11.261 [EXEC]  2/2 service.running node@1',
    '12:03:12.300 [ERROR] 2/2 service.running node@1  failed, 1.0 s: unit node@1 does not exist',
  ];
  const ran = (): Step[] => {
    const text = phases.map((line) => `${line}\n`);
    const second = (text[0] as string).length;
    return [
      created('web1'),
      { event: 'output', jid, minion: 'web1', start: 0, text: text[0] as string },
      1000,
      progress('web1', 'service.running node@1', { position: 2, total: 2 }),
      { event: 'output', jid, minion: 'web1', start: second, text: text.slice(1).join(''), last: true },
      returned('web1'),
      ended(),
    ];
  };

  it.each([20, 80, 200])('with --phases shows at %d columns every phase above the live view', async (width) => {
    const screen = new TerminalEmulator(width, 24);
    await run(screen, ran(), { phases: true });
    expect(screen.lines).toEqual([...phases.map((line) => `web1: ${line}`), 'web1:', '    True']);
  });

  it('shows no phase where nobody asked for them', async () => {
    const screen = new TerminalEmulator(80, 24);
    await run(screen, ran());
    expect(screen.lines).toEqual(['web1:', '    True']);
  });

  it('escape sequences in what minions say reach no terminal', async () => {
    const screen = new TerminalEmulator(80, 24);
    const nasty = '\u001b[2J\u001b]0;owned\u0007\u009b1m';
    // The emulator throws on every sequence that is not ours.
    await run(screen, [
      created('web1', 'web2'),
      progress('web1', nasty),
      1000,
      { event: 'output', jid, minion: 'web1', start: 0, text: `${nasty}\n` },
      1000,
      returned('web1', { value: JSON.stringify({ [nasty]: nasty }) }),
      returned('web2', { success: false, retcode: 1, fault: { code: 'internal', message: nasty } }),
      ended(),
    ]);
    expect(screen.lines.join('\n')).toContain('\\x1b[2J');
  });
});
