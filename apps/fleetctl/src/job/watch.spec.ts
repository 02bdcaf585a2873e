import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import type { JobEvent } from '@fleet/protocol';
import { MasterRefused, MasterUnreachable, type MasterLink } from '../master-link.js';
import type { Session, Settings } from '../session.js';
import { rejoinJob, runJob } from './watch.js';
import { UsageProblem } from '../command-line/target.js';
import { created, ended, jid, returned, ScriptedMaster, sessionOn } from '../../test-support/scripted-job.js';
import { TerminalEmulator } from '../../test-support/terminal-emulator.js';

const request = {
  target: { type: 'glob', expression: '*' } as const,
  function: 'test.ping',
  args: '[]',
  kwargs: '{}',
  watch: true,
};

async function run(
  scripts: JobEvent[][],
  settings: Partial<Settings> = {},
  interactive = false,
  name = request.function,
  method: 'job_create' | 'job_watch' = 'job_create',
): Promise<{ code: number; answers: string[]; notes: string[]; asked: string[] }> {
  const answers: string[] = [];
  const notes: string[] = [];
  const master = new ScriptedMaster(scripts);
  const session: Session = {
    terminal: {
      interactive,
      paint: plain,
      notePaint: plain,
      answer: (text) => void answers.push(text),
      note: (text) => void notes.push(text),
      confirm: () => Promise.resolve(undefined),
      confirmInFull: () => Promise.resolve(undefined),
    },
    settings: { stateOutput: 'full', verbose: false, quiet: false, ...settings },
    environment: {},
    master: () => Promise.resolve(master),
  };
  const work = method === 'job_create' ? runJob(session, { ...request, function: name }) : rejoinJob(session, jid);
  return { code: await work, answers, notes, asked: master.asked };
}

describe('a watched job', () => {
  const events = [created('web10', 'web2', 'web1'), returned('web10'), returned('web2'), returned('web1'), ended()];

  it('into a pipe is shown in the order of ids', async () => {
    expect(await run([events])).toMatchObject({
      code: 0,
      answers: ['web1:\n    True', 'web2:\n    True', 'web10:\n    True'],
      notes: [],
    });
  });

  it('on a terminal is shown as returns arrive, with --no-group', async () => {
    const { answers } = await run([events], { group: false }, true);
    expect(answers).toEqual(['web10:\n    True', 'web2:\n    True', 'web1:\n    True']);
  });

  it.each([
    ['on a terminal', {}, true],
    ['into a pipe, with --group', { group: true }, false],
  ])('%s shows once what is the same', async (_name, settings, interactive) => {
    const { answers, notes } = await run([events], settings, interactive);
    expect(answers).toEqual(['web1, web2, web10 (3 minions):\n    True']);
    expect(notes.map((note) => note.replace(/in [0-9.]+ s/, 'in'))).toEqual(
      interactive ? ['3 minions in: 3 ok, 0 changed, 0 would change, 0 failed, 0 unreachable'] : [],
    );
  });

  it.each(['json', 'ndjson', 'txt', 'yaml', 'table'] as const)('does not group %s', async (out) => {
    await expect(run([events], { group: true, out })).rejects.toThrow(UsageProblem);
  });

  it('as ndjson is an object a line, as returns arrive, and the job at the end', async () => {
    const fault = { code: 'busy', message: 'a run is going on' } as const;
    const made: JobEvent = { event: 'created', jid, minions: ['a', 'b', 'c'], unknown: ['x'] };
    const script = [made, returned('b'), returned('a', { success: false, retcode: 1, fault }), ended('c')];
    const { answers, code } = await run([script], { out: 'ndjson' });
    expect(code).toBe(4);
    expect(answers.map((line) => JSON.parse(line) as unknown)).toEqual([
      { minion: 'b', retcode: 0, value: true },
      { minion: 'a', retcode: 1, value: true, fault },
      { minion: 'c', silent: { code: 'no-acknowledgement' } },
      {
        job: {
          jid,
          expected: 3,
          ok: 1,
          changed: 0,
          would_change: 0,
          failed: 1,
          silent: 1,
          unknown: ['x'],
          exit_code: 4,
        },
      },
    ]);
  });

  it('as a table is one table', async () => {
    expect((await run([events], { out: 'table' })).answers).toEqual([
      'MINION  VALUE\nweb1    True\nweb2    True\nweb10   True',
    ]);
  });

  it.each([
    ['changed something', '{"a_|-b_|-b_|-c":{"result":true,"changes":{"x":1}}}', 7],
    ['would change something', '{"a_|-b_|-b_|-c":{"result":null,"changes":{}}}', 7],
    ['has nothing to change', '{"a_|-b_|-b_|-c":{"result":true,"changes":{}}}', 0],
  ])('with --detailed-exitcode says that a state run %s', async (_name, value, code) => {
    const script = (): JobEvent[] => [created('a'), returned('a', { out: 'highstate', value }), ended()];
    expect((await run([script()], { detailedExitcode: true })).code).toBe(code);
    expect((await run([script()])).code).toBe(0);
  });

  it('as JSON is one object', async () => {
    expect(JSON.parse((await run([events], { out: 'json' })).answers.join('\n'))).toEqual({
      web1: true,
      web2: true,
      web10: true,
    });
  });

  it('asks again after a silence, and shows nothing twice', async () => {
    const { code, answers, asked } = await run([
      [created('a', 'b'), returned('a')],
      [created('a', 'b'), returned('a')],
      [returned('a'), returned('b'), ended()],
    ]);
    expect({ code, answers }).toEqual({ code: 0, answers: ['a:\n    True', 'b:\n    True'] });
    expect(asked).toEqual(['job_create', 'job_watch', 'job_watch']);
  });

  it.each(['nested', 'json'] as const)('names ids that nobody has on stderr, %s or not', async (out) => {
    const unknown = ['x10', 'x2'];
    const made: JobEvent = { event: 'created', jid, minions: ['a'], unknown, near: { x2: 'y2' } };
    expect(await run([[made, returned('a'), ended()]], { out })).toMatchObject({
      code: 4,
      answers: [out === 'json' ? '{\n    "a": true\n}' : 'a:\n    True'],
      notes: ['x2: no accepted minion has this id; did you mean y2?', 'x10: no accepted minion has this id'],
    });
  });

  it('shows the control characters of what a command says, and obeys none', async () => {
    const progress: JobEvent = { event: 'progress', jid, minion: 'a', text: 'x\u001b]0;owned\u0007' };
    expect((await run([[created('a'), progress, returned('a'), ended()]], { verbose: true })).notes).toContain(
      'a: x\\x1b]0;owned\\x07',
    );
  });

  it.each([
    ['a command on a terminal', {}, true, 'cmd.run', ['a: 1', 'a: 2']],
    ['a command into a pipe', {}, false, 'cmd.run', []],
    ['a command, quietly', { quiet: true }, true, 'cmd.run', []],
    ['states on a terminal', {}, true, 'state.apply', []],
    ['states, with --verbose', { verbose: true }, false, 'state.apply', ['a: 1', 'a: 2']],
  ] as const)('shows what is said meanwhile: %s', async (_name, settings, interactive, name, notes) => {
    const said: JobEvent = { event: 'output', jid, minion: 'a', start: 0, text: '1\n2' };
    const shown = await run([[created('a'), said, said, returned('a'), ended()]], settings, interactive, name);
    expect(shown.notes.filter((note) => note.startsWith('a: '))).toEqual(notes);
  });

  it.each([
    ['leaves when only those are left that are away', 'job_create', 0],
    ['stays for them where it came back to the job', 'job_watch', 0],
  ] as const)('of a queued job %s', async (_name, method, code) => {
    const queued: JobEvent = { event: 'queued', jid, minions: ['b'], until: 0, silent: [] };
    const script = [[created('a', 'b'), returned('a'), queued, returned('b'), ended()]];
    const shown = await run(script, {}, false, request.function, method);
    expect([
      shown.code,
      shown.answers.length,
      shown.notes.some((note) => note.startsWith('queued for 1 minion')),
    ]).toEqual(method === 'job_create' ? [code, 1, true] : [code, 2, false]);
  });

  it.each([undefined, 'json', 'ndjson', 'table', 'yaml', 'txt'] as const)(
    'a minion that returns nonsense hides nobody else: %s',
    async (out) => {
      const script = [created('a', 'b'), returned('a', { value: '{"x":', out: 'highstate' }), returned('b'), ended()];
      for (const interactive of [true, false]) {
        const { code, answers } = await run([script], out ? { out } : {}, interactive);
        expect([code, answers.join('\n')]).toEqual([1, expect.stringContaining('it is no exact JSON')]);
        expect(answers.join('\n')).toMatch(/b\b.*true/is);
      }
    },
  );

  it('names the silent on stderr and says so in the exit code', async () => {
    expect(await run([[created('a', 'b'), returned('b'), ended('a')]])).toMatchObject({
      code: 4,
      answers: ['b:\n    True'],
      notes: ['a did not answer: did not acknowledge'],
    });
    expect((await run([[created('a'), ended('a')]], { quiet: true })).notes).toEqual([]);
  });

  it.each([
    ['a failure', returned('a', { success: false, retcode: 1 }), 1],
    ['a retcode of a command', returned('a', { retcode: 127 }), 1],
    ['a refused compile', returned('a', { success: false, retcode: 5, out: 'errors', value: '[]' }), 5],
    [
      'a broken pillar',
      returned('a', { success: false, retcode: 1, fault: { code: 'pillar-failed', message: 'x' } }),
      5,
    ],
  ])('%s is exit code', async (_name, event, code) => {
    expect((await run([[created('a'), event, ended()]])).code).toBe(code);
  });

  it.each([
    ['refuses to tell more: the clock here was set', new MasterRefused({ code: 'expired', message: 'too old' })],
    ['is gone', new MasterUnreachable('nobody answers')],
  ])('what is here is shown, and how to come back, where the master %s', async (_name, error) => {
    const said: string[] = [];
    const session = sessionOn(new TerminalEmulator(80, 24), {
      ...new ScriptedMaster([]),
      watch: async function* () {
        yield created('a', 'b') as never;
        yield returned('a') as never;
        await Promise.resolve();
        throw error;
      },
    } as unknown as MasterLink);
    const say = (text: string): void => void said.push(text);
    const terminal = { ...session.terminal, answer: say, note: say };
    await expect(runJob({ ...session, terminal }, request)).rejects.toBe(error);
    expect(said).toEqual([
      'a:\n    True',
      expect.stringMatching(/^2 minions in .* 1 ok, .* 1 not answered yet$/),
      `the job goes on: fleetctl jobs watch ${jid}, or jobs show ${jid}`,
    ]);
  });

  it('a refusal of the master is thrown to whoever explains it', async () => {
    const refused = new MasterRefused({ code: 'no-match', message: 'no minion matches' });
    const session = {
      settings: { stateOutput: 'full', verbose: false, quiet: false },
      environment: {},
      terminal: { paint: plain },
      master: () =>
        Promise.resolve({ watch: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(refused) }) }) }),
    };
    await expect(runJob(session as unknown as Session, request)).rejects.toBe(refused);
  });
});
