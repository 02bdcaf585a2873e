import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { coloured, plain } from '@fleet/output';
import type { JobLogPart } from '@fleet/protocol';
import { sessionOn } from '../../test-support/scripted-job.js';
import { TerminalEmulator } from '../../test-support/terminal-emulator.js';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Settings } from '../session.js';
import { showJobLog } from './job-log.js';

const jid = '20260101000000000000';
const lines = [
  `# ${jid}: state.apply on *, by alice, 2 minions, 2026-01-01 00:00:00 UTC`,
  'web1: 12:03:11.204 [EXEC]  1/2 file.managed /etc/x',
  'web1: 12:03:11.260 [OK]    1/2 file.managed /etc/x  changed, 56 ms',
  'web2> part ',
  'web2: of a line',
  'web1 returned at 12:03:12.000: ok, after 1.2 s',
  'web2 returned at 12:03:12.000: failed, retcode 2, after 1.2 s',
  '# ended at 12:03:12.001: 2 of 2 returned, 1 failed',
];

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

interface Shown {
  readonly screen: string[];
  readonly asked: unknown[];
  readonly code: number;
}

async function show(
  answers: (Partial<JobLogPart> | Error)[],
  { options = {}, settings = {}, width = 200, paint = plain }: ShowOptions = {},
): Promise<Shown> {
  const screen = new TerminalEmulator(width, 40);
  const asked: unknown[] = [];
  const master = {
    ask: async (_method: string, body: unknown) => {
      asked.push(body);
      const next = answers.shift();
      if (next === undefined) throw new Error('not in the script');
      if (next instanceof Error) throw next;
      return { text: '', next: 0, more: false, ended: false, ...next };
    },
  } as unknown as MasterLink;
  const work = showJobLog(sessionOn(screen, master, settings, paint), jid, options);
  work.catch(() => undefined);
  await jest.advanceTimersByTimeAsync(10_000);
  return { code: await work, screen: screen.lines, asked };
}

interface ShowOptions {
  readonly options?: Record<string, unknown>;
  readonly settings?: Partial<Settings>;
  readonly width?: number;
  readonly paint?: typeof plain;
}

const text = `${lines.join('\n')}\n`;

describe('jobs log', () => {
  it.each([20, 80, 200])('shows the lines as they are at %d columns, and every byte of them', async (width) => {
    const { screen, code } = await show([{ text, ended: true }], { width, paint: coloured });
    expect([code, screen.map((line) => line.trimEnd())]).toEqual([0, lines.map((line) => line.trimEnd())]);
  });

  it('reads a long one part by part, of one minion where one is named', async () => {
    const parts = [
      { text: `${lines[0]}\n`, next: 80, more: true },
      { text: `${lines[1]}\n`, next: 140, ended: true },
    ];
    const { screen, asked } = await show(parts, { options: { minion: 'web1' } });
    expect(screen).toEqual(lines.slice(0, 2));
    expect(asked).toEqual([
      { jid, minion: 'web1', after: 0 },
      { jid, minion: 'web1', after: 80 },
    ]);
  });

  it('follows it to the end of the job, past a master that is started anew', async () => {
    const { screen, asked } = await show(
      [
        { text: `${lines[0]}\n`, next: 80 },
        new MasterUnreachable('nobody answers'),
        { text: `${lines[1]}\n`, next: 140 },
        { next: 140, ended: true },
      ],
      { options: { follow: true } },
    );
    expect([screen, asked.length]).toEqual([lines.slice(0, 2), 4]);
  });

  it('leaves where nobody answers, and does not follow', async () => {
    await expect(show([new MasterUnreachable('nobody answers')])).rejects.toThrow(MasterUnreachable);
  });

  it.each([
    [{ none: 'off' }, 'the master writes no logs of jobs (job_logs of its configuration)'],
    [
      { none: 'nothing-said', ended: true },
      'the job only looked at something, and its minions said nothing while it ran: there is no log',
    ],
  ] as const)('says why there is none: %j', async (part, sentence) => {
    const { screen, code } = await show([part], { options: { follow: true } });
    expect([code, screen]).toEqual([0, [sentence]]);
  });

  it('is data for machines', async () => {
    const { screen } = await show([{ text, ended: true }], { settings: { out: 'ndjson' } });
    expect(screen.map((line) => JSON.parse(line) as unknown)).toEqual([
      { text: lines[0]?.slice(2) },
      { minion: 'web1', text: lines[1]?.slice(6) },
      { minion: 'web1', text: lines[2]?.slice(6) },
      { minion: 'web2', text: 'part ' },
      { minion: 'web2', text: 'of a line' },
      { minion: 'web1', text: lines[5]?.slice(5) },
      { minion: 'web2', text: lines[6]?.slice(5) },
      { text: lines[7]?.slice(2) },
    ]);
  });

  it.each([
    ['x', {}, '"x" is no jid'],
    [jid, { follow: true }, '--follow goes with --out ndjson'],
  ])('refuses %s %j', async (given, options, why) => {
    const session = sessionOn(new TerminalEmulator(80, 24), {} as MasterLink, { out: 'json' });
    await expect(showJobLog(session, given, options)).rejects.toMatchObject({ sentence: expect.stringContaining(why) });
  });
});
