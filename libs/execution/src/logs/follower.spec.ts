import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linuxHost } from '@fleet/platform';
import { Redactor } from '@fleet/telemetry';
import { Follower } from './follower.js';
import type { Selection } from './selection.js';

const body = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg';

let folder: string;
let path: string;
let said: string;
let end: AbortController;
let running: Promise<unknown>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'follower-'));
  path = join(folder, 'app.log');
  said = '';
  end = new AbortController();
  running = Promise.resolve();
});
afterEach(async () => {
  end.abort();
  await running;
  await rm(folder, { recursive: true, force: true });
});

function follow(selection: Selection = {}): Promise<void> {
  const log = { path, source: 'app', within: [folder] };
  const sources = { units: [], files: [log], missing: [] };
  const wish = { sources, selection, redaction: new Redactor(), lines: 10, rate: 200 };
  running = new Follower(linuxHost(), wish, (text) => (said += text)).run(end.signal);
  return until('begins');
}

async function until(words: string): Promise<void> {
  for (let turn = 0; turn < 100 && !said.includes(words); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(said).toContain(words);
}

const texts = (): string[] =>
  said
    .split('\n')
    .slice(0, -1)
    .map((line) =>
      line
        .split('\t')
        .slice(line.startsWith('!') ? 2 : 3)
        .join(' '),
    );

describe('what a follower says', () => {
  it('begins with what was there, also in a log without times that is written at this moment', async () => {
    await writeFile(path, 'one\ntwo\n');
    const soon = Date.now() / 1000 + 60;
    await utimes(path, soon, soon);
    await follow();
    await appendFile(path, 'three\n');
    await until('three');
    expect(texts()).toEqual(['one', 'two', 'begins', 'three']);
  });

  it('begins with what tells a time to come, and goes on with what tells one long ago', async () => {
    await writeFile(path, '2030-01-01T00:00:00Z ahead\n');
    await follow({ since: Date.UTC(2026, 0, 1) });
    await appendFile(path, '2020-01-01T00:00:00Z behind\n');
    await until('behind');
    expect(texts()).toEqual(['2030-01-01T00:00:00Z ahead', 'begins', '2020-01-01T00:00:00Z behind']);
  });

  it('is never the second half of a key whose first half was written before it came', async () => {
    await writeFile(path, `one\n-----BEGIN PRIVATE KEY-----\n${body}\n`);
    await follow();
    await appendFile(path, `${body}\n-----END PRIVATE KEY-----\nafter\n`);
    await until('after');
    expect(said).not.toContain('MIGH');
  });
});
