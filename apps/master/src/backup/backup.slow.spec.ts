import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ageDecrypt } from '@fleet/identity';
import { compareStores, JobStore } from '@fleet/jobs';
import { makePillarKey } from '@fleet/pillar';
import { ScratchMaster } from '../../test-support/scratch-master.js';
import type { Restored } from '../facts/restored.js';
import { lockRoot } from '../runtime/root-lock.js';
import { unpackTar } from './tar.js';

const program = resolve('dist/bin/fleet-master');
let fleet: ScratchMaster;
let key: { identity: string; recipient: string };

beforeEach(async () => {
  key = await makePillarKey();
  fleet = await ScratchMaster.start();
  mkdirSync(join(fleet.root, 'etc/fleet'), { recursive: true });
  fleet.write(
    'etc/fleet/master.yaml',
    `nats: {mode: external, servers: ["${fleet.url}"]}\nbackup: {recipients: [${key.recipient}]}\n`,
  );
  fleet.write('backup.key', `# the other half\n${key.identity}\n`);
});
afterEach(() => fleet?.stop());

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await promisify(execFile)(program, [...args, '--root', fleet.root])) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

/** What the commands show, each a part of it. */
interface Shown {
  readonly name: string;
  readonly removed: readonly string[];
  readonly backups: readonly unknown[];
  readonly restored: Restored;
  readonly aside: readonly string[];
}

async function must(...args: string[]): Promise<Shown> {
  const { code, stdout, stderr } = await run(...args, '--out', 'json');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Shown;
}

const backups = (): string => fleet.places.master.backups;
const newest = (): string =>
  join(
    backups(),
    readdirSync(backups())
      .filter((name) => /^\d/.test(name))
      .sort()
      .at(-1) as string,
  );
const jobsNow = async (): Promise<string[]> =>
  (await fleet.must('job_list', { limit: 100 })).jobs.map(({ jid }) => jid);

/** Lets `work` change the present store while nobody has it open. */
function store<T>(work: (open: JobStore) => T): T {
  const open = JobStore.open(fleet.places.master.database);
  try {
    return work(open);
  } finally {
    open.close();
  }
}

describe('a backup', () => {
  it('is made while the master runs, holds no key in clear, and is found whole', async () => {
    await fleet.minion('web1');
    await fleet.run('*', 'test.ping');
    const [made, again] = [await must('backup', 'create'), await must('backup', 'create')];
    expect(made).toMatchObject({ manifest: { keys: 'recipients', jobs: 1 }, removed: [] });
    expect(again.name > made.name).toBe(true);
    // The first of the same day need not be kept.
    expect(again.removed).toEqual([made.name]);
    expect((await must('backup', 'list')).backups).toHaveLength(1);
    expect(await must('backup', 'verify')).toMatchObject({ folder: newest(), manifest: { jobs: 1 } });
    const files = readdirSync(newest());
    expect(files.sort()).toEqual(['configuration.tar', 'fleet.db', 'keys.tar.age', 'manifest.json']);
    for (const name of files) {
      expect(statSync(join(newest(), name)).mode & 0o777).toBe(0o600);
      expect(
        readFileSync(join(newest(), name)).includes(readFileSync(join(fleet.places.master.keys, 'command.seed'))),
      ).toBe(false);
    }
    const keys = unpackTar(
      await ageDecrypt(readFileSync(join(newest(), 'keys.tar.age')), { identities: [key.identity] }),
    );
    expect(keys.map(({ path }) => path)).toContain('keys/command.seed');
  });

  it('writes the keys down for nobody only where that was asked for', async () => {
    fleet.write('etc/fleet/master.yaml', `nats: {mode: external, servers: ["${fleet.url}"]}\n`);
    const refused = await run('backup', 'create');
    expect([refused.code, refused.stderr]).toEqual([78, expect.stringContaining('never written down in clear')]);
    expect(existsSync(backups())).toBe(false);
    const made = await run('backup', 'create', '--without-keys');
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('it holds no keys')]);
    fleet.write('passphrase', 'correct horse\n');
    expect(await must('backup', 'create', '--passphrase-file', join(fleet.root, 'passphrase'))).toMatchObject({
      manifest: { keys: 'passphrase' },
    });
  });

  it.each([
    ['a byte of the store is another', (folder: string) => flip(join(folder, 'fleet.db'), 5000), 'SHA-256'],
    ['a file is cut', (folder: string) => truncateSync(join(folder, 'keys.tar.age'), 10), 'SHA-256'],
    ['a file is missing', (folder: string) => rmSync(join(folder, 'configuration.tar')), 'missing'],
    ['a file is too many', (folder: string) => writeFileSync(join(folder, 'fleet.db-wal'), 'x'), 'does not belong'],
    [
      'the manifest is garbage',
      (folder: string) => writeFileSync(join(folder, 'manifest.json'), '{"kind":'),
      'damaged',
    ],
    ['the manifest is gone', (folder: string) => rmSync(join(folder, 'manifest.json')), 'is no backup'],
  ])('is not whole where %s, and is not restored', async (_what, damage, sentence) => {
    await must('backup', 'create');
    await fleet.stopMaster();
    damage(newest());
    const before = readFileSync(fleet.places.master.database);
    for (const command of ['verify', 'restore']) {
      const { code, stderr } = await run('backup', command, 'newest');
      expect([code, stderr]).toEqual([1, expect.stringContaining(sentence)]);
    }
    expect(readFileSync(fleet.places.master.database).equals(before)).toBe(true);
  });

  it('is not made of a store that is damaged, and says what to do', async () => {
    await fleet.minion('web1');
    await must('backup', 'create');
    await fleet.stopMaster();
    const { database } = fleet.places.master;
    const content = readFileSync(database);
    content.fill(0xee, 8192, content.length - 4096);
    writeFileSync(database, content);
    const { code, stderr } = await run('backup', 'create');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/damaged|malformed/)]);
    expect(readdirSync(backups()).filter((name) => name !== '.lock')).toHaveLength(1);
  });

  it('is made by one at a time, and a killed one leaves nothing in the way', async () => {
    mkdirSync(join(backups(), '.new-20200101T000000Z'), { recursive: true });
    const holder = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const born = readFileSync(`/proc/${holder.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
    writeFileSync(join(backups(), '.lock'), `${holder.pid} ${born}\n`);
    const { code, stderr } = await run('backup', 'create');
    expect([code, stderr]).toEqual([1, expect.stringContaining(`another backup is being made in ${backups()}`)]);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await must('backup', 'create');
    expect(readdirSync(backups()).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('that is killed at any moment leaves none that is half', async () => {
    await fleet.stopMaster();
    store((open) => {
      for (let job = 0; job < 300; job += 1)
        open.jobs.create({
          ...{
            jid: `202601010000000${String(job).padStart(5, '0')}`,
            function: 'test.ping',
            kwargs: '{}',
            operator: 'o',
            created: 1,
          },
          ...{
            target: { type: 'glob', expression: '*' } as const,
            args: JSON.stringify(['x'.repeat(20_000)]),
            minions: [],
          },
        });
    });
    for (const after of [150, 300, 450, 600, 750, 900]) {
      const child = spawn(program, ['backup', 'create', '--root', fleet.root], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      await new Promise((done) => setTimeout(done, after));
      child.kill('SIGKILL');
      await ended;
      for (const name of existsSync(backups()) ? readdirSync(backups()).filter((entry) => /^\d/.test(entry)) : [])
        expect((await run('backup', 'verify', name)).code).toBe(0);
    }
    await must('backup', 'create');
    expect(readdirSync(backups()).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('leaves nothing where the disk takes no more', async () => {
    await fleet.stopMaster();
    // A file of ours may have so many blocks: what a quota says, and a full disk.
    const limited = await promisify(execFile)('sh', [
      '-c',
      'ulimit -f 40; trap "" XFSZ; exec "$0" "$@"',
      program,
      'backup',
      'create',
      '--root',
      fleet.root,
    ]).then(
      () => ({ code: 0, stderr: '' }),
      (error: { code: number; stderr: string }) => error,
    );
    expect(limited.code).not.toBe(0);
    expect(readdirSync(backups()).filter((name) => name !== '.lock')).toEqual([]);
    await must('backup', 'create');
  });
});

describe('a backup that is restored', () => {
  it('has what came after it from the streams, begins a later epoch, and keeps what it replaced', async () => {
    const web1 = await fleet.minion('web1');
    await fleet.run('*', 'test.ping');
    await must('backup', 'create');
    for (let turn = 0; turn < 3; turn += 1) await fleet.run('*', 'test.ping');
    await fleet.minion('web2');
    const jobs = await jobsNow();
    const release = await lockRoot(fleet.places);
    for (const command of [
      ['backup', 'restore', 'newest'],
      ['rebuild', '--force'],
    ]) {
      const { code, stderr } = await run(...command);
      expect([code, stderr]).toEqual([69, expect.stringContaining('another master')]);
    }
    release();
    // While it stops, it tells the streams for a few seconds only.
    await fleet.until(() => fleet.inStore(({ facts }) => facts.waiting === 0));
    await fleet.stopMaster();
    const lost = `${fleet.root}/lost.db`;
    const epoch = store((open) => open.epoch);
    cpSync(fleet.places.master.database, lost);
    writeFileSync(fleet.places.master.database, 'this was the job store of a fleet, once upon a time');
    const { restored, aside } = await must('backup', 'restore', 'newest');
    expect(restored.epoch).toBeGreaterThan(epoch);
    expect(restored.replayed).toMatchObject({ unplaced: 0, unknown: 0, replaced: 0 });
    expect(readFileSync(join(aside[0] as string, 'fleet.db'), 'utf8')).toContain('once upon a time');
    expect(compareStores(lost, fleet.places.master.database).filter(({ table }) => table !== 'members')).toEqual([]);
    await fleet.startMaster();
    expect(await jobsNow()).toEqual(jobs);
    web1.beat('hello');
    await fleet.until(async () =>
      (await fleet.must('minion_status', {})).minions.some(({ minion, up }) => minion === 'web1' && up),
    );
    await fleet.run('web1', 'test.ping');
    expect((await jobsNow())[0]! > jobs[0]!).toBe(true);
  });

  it('puts the keys back for whoever can open them', async () => {
    await must('backup', 'create');
    await fleet.stopMaster();
    const { keys } = fleet.places.master;
    const seed = readFileSync(join(keys, 'command.seed'), 'utf8');
    const stranger = await makePillarKey();
    fleet.write('stranger.key', `${stranger.identity}\n`);
    const refused = await run('backup', 'restore', 'newest', '--keys', '--identity', join(fleet.root, 'stranger.key'));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('encrypted for other keys')]);
    expect(readFileSync(join(keys, 'command.seed'), 'utf8')).toBe(seed);
    await must('backup', 'verify', 'newest', '--identity', join(fleet.root, 'backup.key'));
    rmSync(keys, { recursive: true });
    const { aside } = await must('backup', 'restore', 'newest', '--keys', '--identity', join(fleet.root, 'backup.key'));
    expect(readFileSync(join(keys, 'command.seed'), 'utf8')).toBe(seed);
    expect(statSync(join(keys, 'command.seed')).mode & 0o777).toBe(0o600);
    expect(aside).toHaveLength(1);
    await fleet.startMaster();
    await fleet.must('key_list', {});
  });

  it.each([
    [['backup', 'restore', 'newest', '--keys'], 'needs what opens them'],
    [['backup', 'restore', 'newest', '--trees'], 'needs what opens them'],
    [['backup', 'restore', 'newest', '--identity', 'backup.key'], '--keys, --trees, or both'],
    [['store', 'compare', 'backup.key'], 'cannot be compared'],
  ])('has to be asked for rightly: not %j', async (words, sentence) => {
    await fleet.stopMaster();
    const { code, stderr } = await run(...words.map((word) => (word === 'backup.key' ? join(fleet.root, word) : word)));
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it('is as it was made where the streams are left out', async () => {
    await fleet.minion('web1');
    await must('backup', 'create');
    await fleet.run('*', 'test.ping');
    await fleet.stopMaster();
    const { restored } = await must('backup', 'restore', 'newest', '--without-streams');
    expect(restored).toMatchObject({ jobs: 0, keys: 1, streams: { facts: 0 } });
  });
});

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(file, bytes);
}
