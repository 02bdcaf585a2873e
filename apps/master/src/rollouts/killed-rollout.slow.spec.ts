import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareStores } from '@fleet/jobs';
import type { RolloutDetails } from '@fleet/protocol';
import { FakeMinion } from '../../test-support/fake-minion.js';

const root = mkdtempSync(join(tmpdir(), 'fleet-rollout-killed-'));
const minions = ['m1', 'm2', 'm3', 'm4'].map((id) => new FakeMinion(id));
let master: ChildProcess | undefined;

async function program(name: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, FLEET_ROOT: root, NO_COLOR: '1' };
  return (await promisify(execFile)(resolve('dist/bin', name), args, { env, maxBuffer: 2 ** 26 })).stdout;
}

beforeAll(async () => {
  await program('fleet-master', 'init', '--listen', '127.0.0.1:0');
  mkdirSync(join(root, 'etc/fleet/master.d'), { recursive: true });
  writeFileSync(join(root, 'etc/fleet/master.d/spec.conf'), 'autosign: ["*"]\nacknowledge_timeout: 20\n');
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

async function start(): Promise<void> {
  const log = openSync(join(root, 'master.log'), 'a');
  master = spawn(resolve('dist/bin/fleet-master'), ['run', '--root', root], { stdio: ['ignore', log, log] });
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
  for (let turn = 0; turn < 400; turn += 1) {
    const found = await look().catch((error: unknown) => void (last = error));
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`waited in vain for ${what}\n${readFileSync(join(root, 'master.log'), 'utf8').slice(-3000)}`, {
    cause: last,
  });
}

async function show(id: string): Promise<RolloutDetails> {
  return JSON.parse(await program('fleetctl', '--out', 'json', 'rollout', 'show', id)) as RolloutDetails;
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a master that is killed while a rollout goes on', () => {
  it.each([7, 99])(
    'goes on with it: nothing runs twice, nothing is skipped (seed %i)',
    async (seed) => {
      const random = randomOf(seed);
      for (const minion of minions) minion.commands.length = 0;
      const made = await program(
        'fleetctl',
        '--out',
        'json',
        'm*',
        'test.ping',
        '--batch',
        '1',
        '--wait',
        '1s',
        '--async',
      );
      const { id } = JSON.parse(made) as { id: string };
      for (let kill = 0; kill < 3; kill += 1) {
        await new Promise((done) => setTimeout(done, 300 + random() * 1500));
        await end('SIGKILL');
        await start();
        for (const minion of minions)
          await until(`${minion.id} to be back`, async () => (minion.bus.connected ? true : undefined));
        for (const minion of minions) minion.beat('hello');
      }
      const row = await until('the rollout to end', async () => {
        const now = await show(id);
        return now.ended === undefined ? undefined : now;
      });
      expect(row).toMatchObject({ state: 'done', failures: 0 });
      const jids = minions.map(({ commands }) => [...new Set(commands.map(({ jid }) => jid))]);
      // One job each, one after the other; a command that came twice was the same one.
      expect(jids.map((each) => each.length)).toEqual([1, 1, 1, 1]);
      expect(jids.flat()).toEqual(row.waves.map(({ jid }) => jid));
      expect(jids.flat()).toEqual([...jids.flat()].sort());
    },
    180_000,
  );

  it('has a store that the streams agree with', async () => {
    await end('SIGTERM');
    const second = join(root, 'second.db');
    await program('fleet-master', 'rebuild', '--root', root, '--into', second);
    expect(compareStores(join(root, 'var/lib/fleet/master/store/fleet.db'), second)).toEqual([]);
  }, 60_000);
});
