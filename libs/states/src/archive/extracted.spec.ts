import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import { tryState, tryTwice, type Trial } from '../try-state.js';

const execute = promisify(execFile);
const host = linuxHost();
let scratch: string;
let server: Server;
let address: string;
let fetched: string[];
let round = 0;
let target: string;
let opts: Record<string, unknown>;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fleet-states-archive-'));
  await mkdir(join(scratch, 'app-1/bin'), { recursive: true });
  await writeFile(join(scratch, 'app-1/bin/tool'), 'tool 1');
  await chmod(join(scratch, 'app-1/bin/tool'), 0o755);
  await writeFile(join(scratch, 'app-1/readme'), 'read me');
  await writeFile(join(scratch, 'beside'), 'beside');
  await execute('tar', ['-czf', 'app-1.tar.gz', 'app-1'], { cwd: scratch });
  await execute('tar', ['-czf', 'wide.tar.gz', 'app-1', 'beside'], { cwd: scratch });
  await execute('zip', ['-q', '-r', 'app-1.zip', 'app-1'], { cwd: scratch });
  await execute('tar', ['-czPf', 'evil.tar.gz', '--transform=s,beside,../escaped,', 'beside'], { cwd: scratch });
  server = createServer((request, response) => {
    fetched.push(request.url ?? '');
    void readFile(join(scratch, request.url ?? '')).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(scratch, { recursive: true, force: true });
});
beforeEach(() => {
  round += 1;
  fetched = [];
  target = join(scratch, `target-${round}`);
  opts = { cachedir: join(scratch, `cache-${round}`) };
});

const trial = (args: Record<string, unknown>): Trial => ({
  state: 'archive.extracted',
  host,
  opts,
  args: { name: target, ...args },
});
const text = (path: string): Promise<string> => readFile(join(target, path), 'utf8');
const sha256 = async (name: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(join(scratch, name)))
    .digest('hex');

describe('archive.extracted', () => {
  it.each(['app-1.tar.gz', 'app-1.zip'])('extracts %s of the minion, and a second run does nothing', async (name) => {
    await tryTwice(trial({ source: join(scratch, name) }));
    expect(await text('app-1/bin/tool')).toBe('tool 1');
    expect((await host.files.stat(join(target, 'app-1/bin/tool')))?.mode).toBe(0o755);
  });

  it('fetches over http once, by its digest', async () => {
    await tryTwice(trial({ source: `${address}/app-1.tar.gz`, source_hash: await sha256('app-1.tar.gz') }));
    expect(fetched).toEqual(['/app-1.tar.gz']);
  });

  it('extracts nothing whose digest is wrong', async () => {
    const done = await tryState(trial({ source: `${address}/app-1.tar.gz`, source_hash: await sha256('app-1.zip') }));
    expect(done).toMatchObject({ result: false, comment: expect.stringContaining('expected') });
    expect(await host.files.stat(target)).toBeUndefined();
  });

  it('extracts again when something of it is missing', async () => {
    await tryTwice(trial({ source: join(scratch, 'app-1.tar.gz') }));
    await rm(join(target, 'app-1/readme'));
    await tryTwice(trial({ source: join(scratch, 'app-1.tar.gz') }));
    expect(await text('app-1/readme')).toBe('read me');
  });

  it('extracts again what a run that was cut short left half done', async () => {
    const blocked = join(target, 'app-1/readme');
    await mkdir(blocked, { recursive: true });
    await writeFile(join(blocked, 'in the way'), '');
    expect((await tryState(trial({ source: join(scratch, 'app-1.tar.gz') }))).result).toBe(false);
    await rm(blocked, { recursive: true });
    await writeFile(blocked, 'read');
    // The half is not taken for what `if_missing` waits for.
    const again = trial({ source: join(scratch, 'app-1.tar.gz'), if_missing: blocked });
    expect((await tryState(again)).changed).not.toEqual([]);
    expect(await text('app-1/readme')).toBe('read me');
    expect((await tryState(again)).comment).toBe(`${blocked} exists`);
  });

  it('extracts names that a listing would escape', async () => {
    await writeFile(join(scratch, 'app-1/back\\slash'), 'x');
    await execute('tar', ['-cf', 'odd.tar', 'app-1/back\\slash'], { cwd: scratch });
    await tryTwice(trial({ source: join(scratch, 'odd.tar') }));
  });

  it('extracts again when an archive named by file:// changes', async () => {
    await execute('tar', ['-czf', 'changing.tar.gz', 'app-1/readme'], { cwd: scratch });
    await tryTwice(trial({ source: `file://${scratch}/changing.tar.gz` }));
    await execute('tar', ['-czf', 'changing.tar.gz', 'app-1/bin'], { cwd: scratch });
    await tryTwice(trial({ source: `file://${scratch}/changing.tar.gz` }));
    expect(await text('app-1/bin/tool')).toBe('tool 1');
  });

  it('hands options to tar', async () => {
    await tryTwice(
      trial({ source: join(scratch, 'app-1.tar.gz'), options: '--strip-components=1', enforce_toplevel: false }),
    );
    expect(await text('bin/tool')).toBe('tool 1');
  });

  it('gives what it extracts its owner', async () => {
    await tryTwice(trial({ source: join(scratch, 'app-1.tar.gz'), user: 'nobody' }));
    const nobody = await host.accounts.user('nobody');
    expect((await host.files.stat(join(target, 'app-1/bin/tool')))?.uid).toBe(nobody?.uid);
  });

  it('with if_missing leaves what is there', async () => {
    expect(await tryState(trial({ source: '/never/looked/at.tar', if_missing: scratch }))).toMatchObject({
      result: true,
      changed: [],
      comment: `${scratch} exists`,
    });
  });

  it('refuses several entries at the top, unless told otherwise', async () => {
    expect(await tryState(trial({ source: join(scratch, 'wide.tar.gz') }))).toMatchObject({
      result: false,
      comment: expect.stringContaining('enforce_toplevel'),
    });
    expect(await host.files.stat(target)).toBeUndefined();
    await tryTwice(trial({ source: join(scratch, 'wide.tar.gz'), enforce_toplevel: false }));
  });

  it('refuses an archive that leads out of the directory', async () => {
    expect(await tryState(trial({ source: join(scratch, 'evil.tar.gz'), enforce_toplevel: false }))).toMatchObject({
      result: false,
      comment: expect.stringContaining('leads out of the directory'),
    });
    expect(await host.files.stat(join(scratch, 'escaped'))).toBeUndefined();
  });

  it.each([
    [{ source: '/nope.tar.gz' }, /does not exist on the minion/],
    [{ source: '/etc/hostname' }, /does not look like tar or zip/],
    [{ source: 'salt://../x.tar' }, /leaves the root/],
    [{ source: 'http://127.0.0.1:1/x.tar' }, /needs a `source_hash`/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    expect(await tryState(trial(args))).toMatchObject({ result: false, comment: expect.stringMatching(sentence) });
  });
});
