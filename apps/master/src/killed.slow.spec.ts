import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareStores } from '@fleet/jobs';
import type { JobDetails } from '@fleet/protocol';
import { BuiltSite } from '../test-support/built-site.js';
import { FakeMinion } from '../test-support/fake-minion.js';
import { randomOf } from '../test-support/random-of.js';

const site = new BuiltSite();
const minions = ['web1', 'web2', 'web3'].map((id) => new FakeMinion(id));

beforeAll(async () => {
  await site.init();
  site.configure({ acknowledge_timeout: 5 });
  await site.startMaster();
  const token = await site.token('--uses', '9');
  for (const minion of minions) {
    await minion.enrol(token);
    await minion.connect();
  }
}, 120_000);
afterAll(async () => {
  for (const minion of minions) await minion.close();
  await site.stop();
}, 60_000);

const acknowledged: string[] = [];

describe('a master that is killed while jobs run', () => {
  it.each([1, 42, 1234])(
    'with seed %i has every job that it told of, and every return',
    async (seed) => {
      const random = randomOf(seed);
      const asked = Array.from({ length: 4 }, async () => {
        await new Promise((done) => setTimeout(done, random() * 1500));
        // Some are asked for when nobody is there any more.
        const { output: told } = await site.run('fleetctl', '--verbose', '--timeout', '10', '*', 'test.ping');
        const jid = /[0-9]{20}/.exec(told)?.[0];
        if (jid !== undefined) acknowledged.push(jid);
      });
      await new Promise((done) => setTimeout(done, 200 + random() * 1800));
      await site.killMaster();
      await Promise.all(asked);
      await site.startMaster();
      await site.until(() => minions.every(({ bus }) => bus.connected));
      for (const minion of minions) minion.beat('hello');
      for (const jid of acknowledged) {
        const show = (): Promise<JobDetails> => site.json('jobs', 'show', jid);
        await site.until(async () => (await show()).ended !== undefined);
        const job = await show();
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
    await site.stopMaster();
    const second = join(site.folder, 'second.db');
    expect(await site.run('fleet-master', 'rebuild', '--root', site.root, '--into', second)).toMatchObject({ code: 0 });
    expect(compareStores(join(site.root, 'var/lib/fleet/master/store/fleet.db'), second)).toEqual([]);
  }, 60_000);
});
