import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobRow, Return } from '@fleet/protocol';
import { JobLogFile, type LogEntry, type LoggedJob } from './job-log-file.js';
import { readJobLog } from './read-job-log.js';

const jid = '20260121033011000000';
const row: JobRow = {
  jid,
  function: 'state.apply',
  target: { type: 'glob', expression: '*' },
  args: '[]',
  kwargs: '{}',
  operator: 'alice',
  created: 0,
  expected: 1,
  returned: 1,
  failed: 0,
};
const body: Return = {
  ...{ kind: 'return', v: 1, jid, minion: 'web1', function: 'state.apply' },
  ...{ retcode: 0, success: true, started: 0, duration: 5 },
};
const head = `# ${jid}: state.apply on *, by alice, 1 minion, 1970-01-01 00:00:00 UTC`;
const said = (start: number, text: string): LogEntry => ({ of: 'said', minion: 'web1', start, text });
const returned: LogEntry = { of: 'returned', minion: 'web1', body, at: 0 };
const ended: LogEntry = { of: 'ended', silent: [], at: 0 };

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'job-log-'));
  path = join(folder, 'jobs', `${jid}.log`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function log(job: Partial<LoggedJob> = {}): JobLogFile {
  return new JobLogFile(path, { row: () => row, said: () => [], returns: () => [], quiet: false, ...job });
}

const lines = async (): Promise<string[]> => (await readFile(path, 'utf8')).split('\n').slice(0, -1);

describe('the log of a job on the disk', () => {
  it('is for its owner and its group, head first', async () => {
    const file = log();
    await file.write([{ of: 'begin' }]);
    await file.write([said(0, 'one\n'), returned]);
    await file.write([ended]);
    expect(await lines()).toEqual([
      head,
      'web1: one',
      'web1 returned at 00:00:00.000: ok, after 5 ms',
      '# ended at 00:00:00.000: 1 of 1 returned, 0 failed',
    ]);
    const modes = await Promise.all(
      [path, join(folder, 'jobs')].map(async (place) => (await stat(place)).mode & 0o777),
    );
    expect(modes).toEqual([0o640, 0o750]);
  });

  it('goes on with a master that finds it: half a line is cut off, and what is stored and not there is written', async () => {
    await log().write([said(0, 'one\n')]);
    await appendFile(path, 'web1: tw');
    const next = log({ said: () => [{ minion: 'web1', start: 0, text: 'one\ntwo\nthr' }] });
    await next.write([{ of: 'begin' }]);
    await next.write([said(11, 'ee\n'), said(0, 'one\n'), returned]);
    expect((await lines()).slice(0, 4)).toEqual([head, 'web1: one', 'web1: two', 'web1: three']);
  });

  it('is made anew where somebody took it away', async () => {
    await log().write([said(0, 'one\n')]);
    await rm(path);
    await log({ said: () => [{ minion: 'web1', start: 0, text: 'one\n' }] }).write([said(4, 'two\n')]);
    expect(await lines()).toEqual([head, 'web1: one', 'web1: two']);
  });

  it('of a job that only looks is there when somebody says something', async () => {
    const file = log({ quiet: true });
    await file.write([{ of: 'begin' }, returned, ended]);
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await log({ quiet: true }).write([said(0, 'one\n'), returned]);
    expect(await lines()).toHaveLength(3);
  });

  it('of a job that is forgotten is not made', async () => {
    await log({ row: () => undefined }).write([said(0, 'one\n')]);
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('tells at its end of returns that a killed master did not write down, once', async () => {
    const job = { returns: () => [{ minion: 'web1', return: body }, { minion: 'web2' }] };
    await log(job).write([said(0, 'one\n'), ended]);
    await log(job).write([returned, ended]);
    expect((await lines()).slice(2)).toEqual([
      'web1 returned at 00:00:00.000: ok, after 5 ms',
      '# ended at 00:00:00.000: 1 of 1 returned, 0 failed',
    ]);
  });

  it('where the disk refused it is looked at anew, and has what is stored', async () => {
    await mkdir(path, { recursive: true });
    const file = log({ said: () => [{ minion: 'web1', start: 0, text: 'one\n' }] });
    await expect(file.write([said(0, 'one\n')])).rejects.toMatchObject({ code: 'EISDIR' });
    await rm(path, { recursive: true });
    await file.write([said(4, 'two\n')]);
    expect(await lines()).toEqual([head, 'web1: one', 'web1: two']);
  });

  it('is read in pieces of whole lines, also for one minion', async () => {
    const some = Array.from({ length: 9000 }, (_, index) => `web${index % 3}: ${'x'.repeat(90)} ${index}`);
    await mkdir(join(folder, 'jobs'));
    await writeFile(path, `${head}\n${some.join('\n')}\nweb10: other\nweb1: ha`);
    for (const [minion, expected] of [
      [undefined, [head, ...some, 'web10: other']],
      ['web1', [head, ...some.filter((line) => line.startsWith('web1:'))]],
    ] as const) {
      let [text, after, more] = ['', 0, true];
      for (let turn = 0; turn < 20 && more; turn += 1) {
        const piece = await readJobLog(path, after, minion);
        text += piece?.text;
        // Half a line at the end is more that never comes.
        more = piece?.next !== after;
        after = piece?.next ?? 0;
      }
      expect(text.split('\n').slice(0, -1)).toEqual(expected);
    }
  });
});
