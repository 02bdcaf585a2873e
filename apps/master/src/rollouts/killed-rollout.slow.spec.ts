import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareStores } from '@fleet/jobs';
import type { RolloutDetails } from '@fleet/protocol';
import { BuiltSite } from '../../test-support/built-site.js';
import { FakeMinion } from '../../test-support/fake-minion.js';
import { randomOf } from '../../test-support/random-of.js';

const site = new BuiltSite();
const minions = ['m1', 'm2', 'm3', 'm4'].map((id) => new FakeMinion(id));

beforeAll(async () => {
  await site.init();
  site.configure({ acknowledge_timeout: 20 });
  await site.startMaster();
  const token = await site.token('--uses', '9');
  for (const minion of minions) {
    await minion.enrol(token);
    await minion.connect();
  }
});
afterAll(async () => {
  for (const minion of minions) await minion.close();
  await site.stop();
});

describe('a master that is killed while a rollout goes on', () => {
  it.each([7, 99])(
    'goes on with it: nothing runs twice, nothing is skipped (seed %i)',
    async (seed) => {
      const random = randomOf(seed);
      for (const minion of minions) minion.forget();
      const { id } = await site.json<{ id: string }>('m*', 'test.ping', '--batch', '1', '--wait', '1s', '--async');
      for (let kill = 0; kill < 3; kill += 1) {
        await new Promise((done) => setTimeout(done, 300 + random() * 1500));
        await site.killMaster();
        await site.startMaster();
        await site.until(() => minions.every(({ bus }) => bus.connected));
        for (const minion of minions) minion.beat('hello');
      }
      let row: RolloutDetails | undefined;
      await site.until(async () => {
        row = await site.json<RolloutDetails>('rollout', 'show', id).catch(() => undefined);
        return row?.ended !== undefined;
      });
      expect(row).toMatchObject({ state: 'done', failures: 0 });
      const jids = minions.map(({ commands }) => commands.map(({ jid }) => jid));
      // One job each, one after the other.
      expect(jids.map((each) => each.length)).toEqual([1, 1, 1, 1]);
      expect(jids.flat()).toEqual(row?.waves.map(({ jid }) => jid));
      expect(jids.flat()).toEqual([...jids.flat()].sort());
    },
    180_000,
  );

  it('has a store that the streams agree with', async () => {
    await site.stopMaster();
    const second = join(site.folder, 'second.db');
    expect(await site.run('fleet-master', 'rebuild', '--root', site.root, '--into', second)).toMatchObject({ code: 0 });
    expect(compareStores(join(site.root, 'var/lib/fleet/master/store/fleet.db'), second)).toEqual([]);
  });
});
