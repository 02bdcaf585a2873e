import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReplayLedger } from './replay-ledger.js';

let folder: string;
let file: string;
let now = 1_000_000;
const later = 2_000_000;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-ledger-'));
  file = join(folder, 'ledger/seen');
  now = 1_000_000;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (): Promise<ReplayLedger> => ReplayLedger.open(file, () => now);

describe('the replay ledger', () => {
  it('says new once, and seen from then on, after a restart too', async () => {
    const ledger = await open();
    expect([await ledger.claim('1', later), await ledger.claim('1', later), await ledger.claim('2', later)]).toEqual([
      'new',
      'seen',
      'new',
    ]);
    // No close: a killed minion closes nothing.
    const next = await open();
    expect([await next.claim('1', later), await next.claim('2', later), await next.claim('3', later)]).toEqual([
      'seen',
      'seen',
      'new',
    ]);
    await ledger.close();
    await next.close();
  });

  it('tells what was claimed, without claiming', async () => {
    const ledger = await open();
    await ledger.claim('1', later);
    expect([ledger.has('1'), ledger.has('2')]).toEqual([true, false]);
    expect(await ledger.claim('2', later)).toBe('new');
    await ledger.close();
  });

  it('remembers over a restart what it was not asked to force to the disk', async () => {
    const ledger = await open();
    expect(await ledger.claim('1', later, { durable: false })).toBe('new');
    const next = await open();
    expect(await next.claim('1', later)).toBe('seen');
    await ledger.close();
    await next.close();
  });

  it('says new to one of many who claim at once', async () => {
    const ledger = await open();
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => ledger.claim('1', later)));
    expect(verdicts.filter((verdict) => verdict === 'new')).toHaveLength(1);
    await ledger.close();
  });

  it('takes a torn last line for absent, and writes on behind it', async () => {
    const ledger = await open();
    await ledger.claim('1', later);
    await ledger.close();
    await appendFile(file, '2 20000');
    const next = await open();
    expect([await next.claim('1', later), await next.claim('2', later)]).toEqual(['seen', 'new']);
    await next.close();
    expect(await readFile(file, 'utf8')).toBe('1 2000000\n2 2000000\n');
  });

  it('lives on with what can be read of a damaged file', async () => {
    const ledger = await open();
    await ledger.claim('1', later);
    await ledger.close();
    await writeFile(file, Buffer.concat([Buffer.from([0, 255, 10]), await readFile(file), Buffer.from('no line\n')]));
    const next = await open();
    expect(await next.claim('1', later)).toBe('seen');
    await next.close();
  });

  it('forgets what has expired but for the newest, and stays small', async () => {
    const ledger = await open();
    for (let n = 0; n < 9_000; n += 1) {
      now += 1;
      await ledger.claim(`jid${n}`, now + 10, { durable: false });
    }
    expect((await readFile(file, 'utf8')).split('\n').length).toBeLessThan(8_192);
    expect([await ledger.claim('jid8999', later), await ledger.claim('jid5000', later)]).toEqual(['seen', 'seen']);
    await ledger.close();
    now += 100;
    const next = await open();
    expect((await readFile(file, 'utf8')).split('\n').length).toBe(4_097);
    expect([await next.claim('jid8999', later), await next.claim('jid1', later)]).toEqual(['seen', 'new']);
    await next.close();
  });

  it('claims nothing again because the clock jumped ahead and back', async () => {
    const ledger = await open();
    await ledger.claim('1', now + 1_000);
    await ledger.close();
    now += 86_400_000;
    await (await open()).close();
    now -= 86_400_000;
    const next = await open();
    expect(await next.claim('1', now + 1_000)).toBe('seen');
    await next.close();
  });

  it('claims nothing where the disk is full', async () => {
    // A file-size limit is the nearest thing to a full disk that needs no mount.
    const script = `
      import { ReplayLedger } from ${JSON.stringify(join(folder, 'ledger.mjs'))};
      process.on('SIGXFSZ', () => undefined);
      const ledger = await ReplayLedger.open(${JSON.stringify(file)});
      const said = [];
      for (let n = 0; n < 200; n += 1) said.push(await ledger.claim('jid' + n, ${Date.now() + 3_600_000}).catch((error) => error.code));
      console.log(JSON.stringify(said));
    `;
    const { transform } = await import('@swc/core');
    const source = await readFile(new URL('./replay-ledger.ts', import.meta.url), 'utf8');
    const { code } = await transform(source, {
      filename: 'replay-ledger.ts',
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    await writeFile(join(folder, 'ledger.mjs'), code);
    await writeFile(join(folder, 'main.mjs'), script);
    const child = spawn('/bin/sh', ['-c', `ulimit -f 2; exec ${process.execPath} ${join(folder, 'main.mjs')}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(child, 'close');
    const said = JSON.parse(output) as string[];
    const fine = said.filter((verdict) => verdict === 'new').length;
    expect(fine).toBeGreaterThan(10);
    expect(said.at(-1)).toBe('ledger-unusable');
    const ledger = await ReplayLedger.open(file);
    // What was refused was not claimed, and what was claimed is on disk.
    expect(await ledger.claim('jid0', Date.now() + 3_600_000)).toBe('seen');
    expect(await ledger.claim('jid199', Date.now() + 3_600_000)).toBe('new');
    await ledger.close();
  });

  it('says that it cannot be used where its folder is a file', async () => {
    await writeFile(join(folder, 'ledger'), '');
    await expect(open()).rejects.toMatchObject({ code: 'ledger-unusable', file });
  });
});
