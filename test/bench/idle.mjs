import { setTimeout as pause } from 'node:timers/promises';
import { bareConnection } from './baselines/index.mjs';
import { memoryOf } from './memory.mjs';
import { result } from './result.mjs';
import { operatorWords, say, scratchFolder, startMaster, startMinions } from './scratch-fleet.mjs';
import { median, spread } from './timing.mjs';

/** Memory of a connected minion that does nothing, against a bare Node process that is connected to the same NATS server. */
export async function measure({ minions = 1, runs = 10, emulated }) {
  if (emulated) throw new Error('idle measures real minions only');
  const folder = await scratchFolder();
  const { fleet } = await startMaster(folder);
  const started = await startMinions(fleet, folder, minions);
  const bare = await bareConnection(await operatorWords(fleet));
  const before = await rest(started, bare, runs, 'just connected');
  await fleet.ask('*', 'test.ping');
  const after = await rest(started, bare, runs, 'after a ping');
  const pss = after.minions.map((memory) => memory.pss);
  return result({
    name: 'idle',
    unit: 'MB',
    value: median(pss),
    baseline: median(after.bare.map((memory) => memory.pss)),
    runs,
    details: {
      what: 'proportional set size of an idle, connected minion that has answered a ping',
      baseline: 'a bare Node process connected to the same NATS server',
      minions,
      spread: spread(pss),
      beforeAnyJob: spread(before.minions.map((memory) => memory.pss)),
      rss: spread(after.minions.map((memory) => memory.rss)),
      private: spread(after.minions.map((memory) => memory.private)),
      bareRss: spread(after.bare.map((memory) => memory.rss)),
      barePrivate: spread(after.bare.map((memory) => memory.private)),
    },
  });
}

/** Lets everything settle, then looks once a second. */
async function rest(started, bare, runs, when) {
  say(`letting it rest, ${when}`);
  await pause(8_000);
  const samples = { minions: [], bare: [] };
  for (let run = 0; run < runs; run += 1) {
    for (const { child } of started) samples.minions.push(memoryOf(child.pid));
    samples.bare.push(memoryOf(bare.pid));
    await pause(1_000);
  }
  return samples;
}
