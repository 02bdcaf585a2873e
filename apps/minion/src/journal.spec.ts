import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
});
