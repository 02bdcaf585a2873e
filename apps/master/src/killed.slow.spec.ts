import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareStores } from '@fleet/jobs';
import type { JobDetails } from '@fleet/protocol';
import { FakeMinion } from '../test-support/fake-minion.js';

const bin = (name: string): string => resolve('dist/bin', name);
const root = mkdtempSync(join(tmpdir(), 'fleet-killed-'));
const database = join(root, 'var/lib/fleet/master/store/fleet.db');
const minions = ['web1', 'web2', 'web3'].map((id) => new FakeMinion(id));
let master: ChildProcess | undefined;

beforeAll(async () => {
  await program('fleet-master', 'init', '--listen', '127.0.0.1:0');
  mkdirSync(join(root, 'etc/fleet/master.d'), { recursive: true });
  writeFileSync(join(root, 'etc/fleet/master.d/spec.conf'), 'autosign: ["*"]\nacknowledge_timeout: 5\n');
  await start();
  const token = (await program('fleet-master', 'token', 'create', '--uses', '9')).trim();
  for (const minion of minions) {
    await minion.enrol(token);
    await minion.connect();
  }
}, 120_000);
afterAll(async () => {
  for (const minion of minions) await minion.close();
  await end('SIGTERM');
  rmSync(root, { recursive: true, force: true });
}, 60_000);

async function program(name: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, FLEET_ROOT: root, NO_COLOR: '1' };
  return (await promisify(execFile)(bin(name), args, { env, maxBuffer: 2 ** 26 })).stdout;
}

/** All that fleetctl prints, however it ends. */
async function said(...args: string[]): Promise<string> {
  const env = { ...process.env, FLEET_ROOT: root, NO_COLOR: '1' };
  return new Promise((done) => {
    execFile(bin('fleetctl'), args, { env, timeout: 60_000 }, (_ended, stdout, stderr) => done(stdout + stderr));
  });
}

async function start(): Promise<void> {
  const log = openSync(join(root, 'master.log'), 'a');
  master = spawn(bin('fleet-master'), ['run', '--root', root], { stdio: ['ignore', log, log] });
  closeSync(log);
  await until('the master to answer', () => program('fleetctl', '--out', 'json', 'status'));
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (!master || master.exitCode !== null || master.signalCode !== null) return;
  const gone = once(master, 'exit');
  master.kill(signal);
  await gone;
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  let last: unknown;
  for (let turn = 0; turn < 300; turn += 1) {
    const found = await look().catch((error: unknown) => void (last = error));
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  const log = existsSync(join(root, 'master.log')) ? readFileSync(join(root, 'master.log'), 'utf8').slice(-4000) : '';
  throw new Error(`waited in vain for ${what}\n${log}`, { cause: last });
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const acknowledged: string[] = [];

describe('a master that is killed while jobs run', () => {
  it.each([1, 42, 1234])(
    'with seed %i has every job that it told of, and every return',
    async (seed) => {
      const random = randomOf(seed);
      const asked = Array.from({ length: 4 }, async () => {
        await new Promise((done) => setTimeout(done, random() * 1500));
        // Some are asked for when nobody is there any more.
        const told = await said('--verbose', '--timeout', '10', '*', 'test.ping');
        const jid = /[0-9]{20}/.exec(told)?.[0];
        if (jid !== undefined) acknowledged.push(jid);
      });
      await new Promise((done) => setTimeout(done, 200 + random() * 1800));
      await end('SIGKILL');
      await Promise.all(asked);
      await start();
      for (const minion of minions)
        await until(`${minion.id} to be back`, async () => (minion.bus.connected ? true : undefined));
      for (const minion of minions) minion.beat('hello');
      for (const jid of acknowledged) {
        const job = await until(`job ${jid} to end`, async () => {
          const shown = JSON.parse(await program('fleetctl', '--out', 'json', 'jobs', 'show', jid)) as JobDetails;
          return shown.ended === undefined ? undefined : shown;
        });
        expect(
          job.minions.map(({ minion, return: body, silence }) => [minion, Boolean(body) !== Boolean(silence)]),
        ).toEqual(minions.map(({ id }) => [id, true]));
        // What a minion has done is in the store: the stream kept it.
        for (const minion of minions)
          if (minion.commands.some((command) => command.jid === jid))
            expect(job.minions.find((row) => row.minion === minion.id)).toHaveProperty('return');
      }
    },
    180_000,
  );

  it('has a store that the streams agree with', async () => {
    expect(acknowledged.length).toBeGreaterThan(0);
    await end('SIGTERM');
    const second = join(root, 'second.db');
    await program('fleet-master', 'rebuild', '--root', root, '--into', second);
    expect(compareStores(database, second)).toEqual([]);
  }, 60_000);
});
