import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'minion-journal-'));
});
afterEach(() => rm(directory, { recursive: true }));

const first = { jid: '20260102030405000001', function: 'state.apply', started: 7 };
const second = { jid: '20260102030405000002', function: 'cmd.run', started: 8 };

describe('journal', () => {
  it('finds what was begun and not ended, oldest first', async () => {
    const journal = await Journal.open(directory);
    await journal.begin(second, { durable: false });
    await journal.begin(first, { durable: true });
    await journal.begin({ ...first, jid: '20260102030405000003' }, { durable: true });
    await journal.end('20260102030405000003');
    expect(await (await Journal.open(directory)).leftovers()).toEqual([first, second]);
  });

  it('knows a job by the name of its file alone, where a power cut emptied the file', async () => {
    await writeFile(join(directory, `${first.jid}.json`), '');
    const journal = await Journal.open(directory);
    expect(await journal.leftovers()).toEqual([
      { jid: first.jid, function: 'unknown', started: Date.UTC(2026, 0, 2, 3, 4, 5) },
    ]);
  });

  it('finds what a job had done, each line that is whole', async () => {
    const journal = await Journal.open(directory);
    await journal.begin(first, { durable: true });
    const failures: unknown[] = [];
    const partial = journal.partial(first.jid, (error) => failures.push(error));
    partial.add('a', new Map([['result', true]]));
    partial.add('b', new Map([['result', false]]));
    await appendFile(join(directory, `${first.jid}.partial`), '["c",{"resu');
    await writeFile(join(directory, `${second.jid}.partial`), '["of a job that has ended",{}]\n');
    // A kill before it is told loses none of it.
    await (await Journal.open(directory)).leftovers();
    const next = await Journal.open(directory);
    const [found] = await next.leftovers();
    expect(found?.done).toEqual(
      new Map([
        ['a', new Map([['result', true]])],
        ['b', new Map([['result', false]])],
      ]),
    );
    expect((await readdir(directory)).sort()).toEqual([`${first.jid}.json`, `${first.jid}.partial`]);
    await next.end(first.jid);
    expect(await readdir(directory)).toEqual([]);
    expect(failures).toEqual([]);
  });

  it('forgets what a job had done with the job, and costs it nothing where it cannot be written', async () => {
    const journal = await Journal.open(directory);
    await journal.begin(first, { durable: false });
    journal.partial(first.jid, () => undefined).add('a', new Map());
    await journal.end(first.jid);
    expect(await readdir(directory)).toEqual([]);
    await mkdir(join(directory, `${second.jid}.partial`));
    const failures: unknown[] = [];
    const refused = journal.partial(second.jid, (error) => failures.push(error));
    refused.add('a', new Map());
    refused.add('b', new Map());
    expect(failures).toHaveLength(1);
  });
});
