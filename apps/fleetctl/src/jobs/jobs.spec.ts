import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { exitCodes, type JobEvent, type JobRow, type OperatorMethods } from '@fleet/protocol';
import { created, ended, jid, returned } from '../../test-support/scripted-job.js';
import { UsageProblem } from '../command-line/target.js';
import { MasterRefused, MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Session, Settings } from '../session.js';
import { showBegun } from './detached.js';
import { demandJid } from './jid.js';
import { killJob } from './kill.js';
import { listJobs } from './list.js';
import { rerunJob } from './rerun.js';
import { showRunning } from './running.js';

type Answers = { [M in keyof OperatorMethods]?: OperatorMethods[M]['answer'] | Error };

/** A master that answers each method in one way, and each watch with the next of these scripts. */
class Desk implements MasterLink {
  readonly heard: [string, unknown][] = [];
  constructor(
    private readonly answers: Answers,
    private readonly scripts: JobEvent[][] = [],
  ) {}
  async ask<M extends keyof OperatorMethods>(method: M, body: unknown): Promise<OperatorMethods[M]['answer']> {
    this.heard.push([method, body]);
    const answer = (this.answers as Record<string, unknown>)[method];
    if (answer === undefined) throw new Error(`${method} is not in the script`);
    if (answer instanceof Error) throw answer;
    return answer as OperatorMethods[M]['answer'];
  }
  async *watch(method: string, body: unknown): AsyncGenerator<never> {
    this.heard.push([method, body]);
    for (const event of this.scripts.shift() ?? []) yield event as never;
  }
  async close(): Promise<void> {}
}

function sessionWith(master: Desk, settings: Partial<Settings> = {}) {
  const [answers, notes]: string[][] = [[], []];
  const session: Session = {
    terminal: {
      ...{ interactive: false, paint: plain, notePaint: plain },
      answer: (text) => void answers?.push(text),
      note: (text) => void notes?.push(text),
      confirm: () => Promise.resolve(undefined),
      confirmInFull: () => Promise.resolve(undefined),
    },
    settings: { stateOutput: 'full', verbose: false, quiet: false, ...settings },
    environment: {},
    master: () => Promise.resolve(master as MasterLink),
  };
  return { session, answers: answers as string[], notes: notes as string[] };
}

const other = '20260101000000000001';
const row = (more: Partial<JobRow> = {}): JobRow => ({
  ...{ jid, function: 'test.ping', target: { type: 'glob', expression: '*' }, args: '[]', kwargs: '{}' },
  ...{ operator: 'alice', created: 0, expected: 2, returned: 2, failed: 0, ...more },
});

describe('a job that is ended', () => {
  const told = { told: { jid: other, minions: ['web1', 'web2'] }, withdrawn: [], away: [] };
  const says = (minion: string, value: string, more = {}): JobEvent => {
    const event = returned(minion, more);
    return event.event === 'returned' ? { ...event, return: { ...event.return, value: JSON.stringify(value) } } : event;
  };
  const sent = `job ${jid} was told to end, and SIGTERM sent to its process group 7`;

  it.each<[string, Answers['job_kill'], JobEvent[][], string[], number]>([
    [
      'has ended',
      told,
      [
        [says('web1', sent), says('web2', `job ${jid} was told to end; it has no process under way`), ended()],
        [created('web1', 'web2'), returned('web1'), returned('web2'), ended()],
      ],
      ['web1: ended: SIGTERM sent to its process group 7', 'web2: ended: it has no process under way'],
      exitCodes.ok,
    ],
    [
      'is not over yet',
      { ...told, told: { jid: other, minions: ['web1'] } },
      [[says('web1', sent), ended()], [created('web1')]],
      [`web1: ${sent}`],
      exitCodes.unreachable,
    ],
    [
      'was over before',
      { ...told, told: { jid: other, minions: ['web1'] } },
      [[says('web1', 'no such job', { success: false, retcode: 1 }), ended()]],
      ['web1: it does not run there any more'],
      exitCodes.ok,
    ],
    [
      'is withdrawn, or told later',
      { withdrawn: ['web3'], told: { jid: other, minions: ['web1', 'web2'] }, away: ['web2'] },
      [
        [says('web1', sent), ended('web2')],
        [returned('web1'), ended()],
      ],
      [
        'web1: ended: SIGTERM sent to its process group 7',
        'web2: did not acknowledge',
        'web3: it had not got it, and will not',
      ],
      exitCodes.unreachable,
    ],
    ['was nowhere yet', { withdrawn: ['web1'], away: [] }, [], ['web1: it had not got it, and will not'], exitCodes.ok],
    [
      'may not be ended there',
      { ...told, told: { jid: other, minions: ['web1'] } },
      [
        [
          returned('web1', { fault: { code: 'disabled', message: 'disabled here' }, success: false, retcode: 1 }),
          ended(),
        ],
      ],
      ['web1: disabled here [disabled]'],
      exitCodes.failed,
    ],
  ])('%s', async (_what, killed, scripts, shown, code) => {
    const { session, answers } = sessionWith(new Desk({ job_kill: killed as NonNullable<typeof killed> }, scripts));
    const left = await killJob(session, jid, {});
    expect({ left, answers }).toEqual({ left: code, answers: shown });
  });

  it('with another signal goes on', async () => {
    const master = new Desk({ job_kill: told }, [[says('web1', 'signal SIGHUP was sent'), ended()]]);
    const { session, answers } = sessionWith(master);
    expect(await killJob(session, jid, { signal: 'sighup' })).toBe(exitCodes.ok);
    expect([master.heard[0], answers]).toEqual([
      ['job_kill', { jid, signal: 'HUP' }],
      ['web1: signal SIGHUP was sent'],
    ]);
  });
});

describe('a job that is left at once', () => {
  it('says its jid, and how to come back', async () => {
    const { session, answers, notes } = sessionWith(new Desk({}));
    const event = { ...created('web2', 'web10'), unknown: ['wbe1'], near: { wbe1: 'web1' } } as JobEvent;
    expect(await showBegun(session, event)).toBe(exitCodes.ok);
    expect(answers).toEqual([jid]);
    expect(notes).toEqual([
      'wbe1: no accepted minion has this id; did you mean web1?',
      `begun on 2 minions; fleetctl jobs attach ${jid} comes back to it, jobs show ${jid} has what came of it`,
    ]);
  });

  it('is an object for machines', async () => {
    const { session, answers, notes } = sessionWith(new Desk({}), { out: 'json' });
    await showBegun(session, created('web2', 'web10'));
    expect([JSON.parse(answers.join('')), notes]).toEqual([{ jid, minions: ['web2', 'web10'] }, []]);
  });

  it('is a repeated one, too', async () => {
    const master = new Desk({ job_rerun: created('web1') });
    const { session, answers } = sessionWith(master, { timeout: 5000 });
    expect(await rerunJob(session, jid, { async: true, failed: true, yes: true })).toBe(exitCodes.ok);
    expect([master.heard, answers]).toEqual([
      [['job_rerun', { jid, watch: false, failed: true, timeout: 5000, confirmed: true }]],
      [jid],
    ]);
  });
});

describe('a list', () => {
  it.each<[Record<string, unknown>, object | RegExp]>([
    [{}, { limit: 25 }],
    [
      { function: 'state.*', operator: 'al*', minion: 'web1' },
      { limit: 25, function: 'state.*', operator: 'al*', minion: 'web1' },
    ],
    [
      { since: '1970-01-01T00:00Z', until: '1970-01-02T00:00Z' },
      { limit: 25, since: 0, until: 86_400_000 },
    ],
    [
      { outcome: 'partial', before: jid },
      { limit: 25, outcome: 'partial', before: jid },
    ],
    [{ gates: true }, { limit: 25, gates: true }],
    [{ failed: true }, { limit: 25, outcome: 'failed' }],
    [{ failed: true, outcome: 'ok' }, /exclude each other/],
    [{ since: '1h', until: '2h' }, /--until is before --since/],
    [{ until: 'soon' }, /is no time/],
    [{ limit: '0' }, /--limit/],
    [{ limit: '10000' }, /--limit/],
    [{ before: '7' }, /is no jid/],
  ])('%j asks for %s', async (options, asked) => {
    const master = new Desk({ job_list: { jobs: [] } });
    const { session } = sessionWith(master);
    const done = listJobs(session, options);
    if (asked instanceof RegExp)
      return expect(done).rejects.toThrow(expect.objectContaining({ sentence: expect.stringMatching(asked) }));
    await done;
    expect(master.heard).toEqual([['job_list', asked]]);
  });

  it('says how the next page is had', async () => {
    const jobs = [row({ failed: 1, silent: 1 }), row({ jid: other })];
    const { session, answers, notes } = sessionWith(new Desk({ job_list: { jobs, more: true } }));
    await listJobs(session, {});
    expect(answers[0]).toMatch(/2\/2 +1, 1 silent +alice +\* +test\.ping\n/);
    expect(notes).toEqual([`older ones: the same with --before ${other}`]);
  });
});

describe('what is no jid', () => {
  const jobs = [row(), row({ jid: '20260102120000000000', function: 'state.apply' })];
  it.each<[string, Answers['job_list'] | Error, RegExp]>([
    [jid.slice(0, 19), { jobs }, new RegExp(`did you mean ${jid} \\(test.ping\\)`)],
    ['20260102', { jobs }, /did you mean 20260102120000000000 \(state.apply\)\?$/],
    ['202601', { jobs }, / or /],
    [`${jid}0`, { jobs }, new RegExp(`did you mean ${jid}`)],
    ['777777', { jobs }, /shows them$/],
    ['web1', { jobs }, /shows them$/],
    ['2026', new MasterUnreachable('nobody there'), /shows them$/],
    ['2026', new MasterRefused({ code: 'not-allowed', message: 'no' }), /shows them$/],
  ])('%s is told so', async (text, list, sentence) => {
    const { session } = sessionWith(new Desk({ job_list: list as NonNullable<typeof list> }));
    const problem = await demandJid(session, text).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(UsageProblem);
    expect((problem as UsageProblem).sentence).toMatch(sentence);
  });
});

describe('what runs', () => {
  it('is a row for each job, and what it said last', async () => {
    const minions = [
      {
        ...{ minion: 'web1', up: true },
        jobs: [
          {
            jid,
            stands: 'running' as const,
            function: 'cmd.run',
            args: '["make"]',
            kwargs: '{}',
            operator: 'alice',
            progress: 'a\nb\u001b[2J\n',
          },
          { jid: other, stands: 'waiting' as const },
        ],
      },
      { minion: 'away', up: false, jobs: [{ jid, stands: 'queued' as const, operator: 'schedule' }] },
    ];
    const { session, answers } = sessionWith(new Desk({ job_running: { minions } }));
    await showRunning(session, undefined);
    expect(answers[0]?.split('\n')).toEqual([
      'MINION                JID                   STANDS   OPERATOR  CALL',
      `away (not connected)  ${jid}  queued   schedule  of the minion's own schedule`,
      expect.stringMatching(/^web1 +\d{20} {2}running {2}alice {5}cmd.run make: b/),
      `                      ${other}  waiting            of somebody else`,
    ]);
    expect(answers[0]).not.toContain('\u001b');
  });

  it('is nothing, and says so', async () => {
    const { session, answers } = sessionWith(new Desk({ job_running: { minions: [] } }));
    await showRunning(session, 'web*');
    expect(answers).toEqual(['nothing runs or waits on web*']);
  });
});
