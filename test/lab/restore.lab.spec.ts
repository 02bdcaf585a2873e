import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bin, runProgram } from './fleet.mjs';
import { startSite } from './site.mjs';

describe('a master that loses its store', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const root = () => site.fleet.options.root;
  const store = (name = 'fleet.db') => join(root(), 'var/lib/fleet/master/store', name);
  const master = (...args: string[]) => runProgram(bin('fleet-master'), [...args, '--root', root()]);
  const must = async (...args: string[]) => {
    const { code, stdout, stderr } = await master(...args, '--out', 'json');
    if (code !== 0) throw new Error(`fleet-master ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return JSON.parse(stdout);
  };
  /** Every job with what came back, as operators see them. */
  const jobs = async (): Promise<string[]> => {
    const listed = await site.fleet.ask('jobs', 'list', '-n', '500');
    return listed.jobs.map((job: { jid: string; function: string; returned: number; expected: number }) =>
      [job.jid, job.function, job.returned, job.expected].join(' '),
    );
  };
  const work = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1)
      expect(await site.fleet.ask('*', 'test.echo', `turn ${turn}`)).toEqual({
        'miner-01': `turn ${turn}`,
        'miner-02': `turn ${turn}`,
      });
  };
  /** The end of a master that finds its store damaged. */
  const refusal = async (): Promise<string> => {
    const { code, stderr } = await master('run');
    expect(code).toBe(78);
    return stderr;
  };
  const comesBack = async (before: readonly string[]): Promise<void> => {
    await site.fleet.start();
    await site.fleet.waitForUp('miner-01', 'miner-02');
    expect(await jobs()).toEqual(before);
    await work(1);
  };

  beforeAll(async () => {
    site = await startSite(['miner-01', 'miner-02'], { spec: 'restore' });
  }, 240_000);
  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it('says that its pages are damaged, and has everything again from a backup and the streams', async () => {
    await work(3);
    await must('backup', 'create', '--without-keys');
    await work(4);
    const before = await jobs();
    // Closed in order: what the log still holds would cover what is damaged.
    await site.fleet.stop();
    const pages = readFileSync(store());
    pages.fill(0xee, 2 * 4096, pages.length - 4096);
    writeFileSync(store(), pages);
    const said = await refusal();
    expect(said).toMatch(/job store (is damaged|cannot be opened: corrupt)/);
    expect(said).toMatch(/fleet-master backup restore.*fleet-master rebuild/);
    const { restored, aside } = await must('backup', 'restore', 'newest');
    expect(restored.jobs).toBe(before.length);
    expect(readFileSync(join(aside[0], 'fleet.db')).equals(pages)).toBe(true);
    await comesBack(before);
  }, 240_000);

  it('says that its log is damaged, and loses nothing that was in it', async () => {
    await work(5);
    const before = await jobs();
    await site.fleet.stop('SIGKILL');
    const log = readFileSync(store('fleet.db-wal'));
    expect(log.length).toBeGreaterThan(20 * 4120);
    log.fill(0xee, 32 + 4120 + 100, 32 + 4120 + 200);
    writeFileSync(store('fleet.db-wal'), log);
    expect(await refusal()).toMatch(/log of the job store is damaged: \d+ transactions behind its frame 1 /);
    // SQLite would have begun without them.
    expect(readFileSync(store('fleet.db-wal')).equals(log)).toBe(true);
    await must('backup', 'restore', 'newest');
    await comesBack(before);
  }, 240_000);

  it('makes it anew from the streams alone', async () => {
    const before = await jobs();
    const keys = (await site.fleet.ask('key', 'list')).keys;
    await site.fleet.stop('SIGKILL');
    rmSync(join(root(), 'var/lib/fleet/master/store'), { recursive: true });
    const restored = await must('rebuild');
    expect(restored).toMatchObject({ jobs: before.length, keys: keys.length });
    await comesBack(before);
    expect((await site.fleet.ask('key', 'list')).keys).toEqual(keys);
  }, 240_000);

  it('has a store that the streams agree with, while it goes on working', async () => {
    await work(2);
    await site.fleet.waitFor('the stream to have everything', async () => {
      const second = join(root(), 'second.db');
      rmSync(second, { force: true });
      await must('rebuild', '--into', second);
      const { code, stdout } = await master('store', 'compare', second, '--out', 'json');
      return code === 0 && JSON.parse(stdout).differences.length === 0;
    });
  }, 240_000);

  it('moved aside what it replaced, and deleted nothing', () => {
    const folder = join(root(), 'var/lib/fleet/master/store');
    expect(existsSync(store())).toBe(true);
    expect(readdirSync(folder).filter((name) => /restored|rebuilt/.test(name))).toEqual([]);
  });
});
