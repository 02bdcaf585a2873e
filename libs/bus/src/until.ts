import { setTimeout as sleep } from 'node:timers/promises';

/** For specs: resolves when `condition` holds; fails after thirty seconds, which only a broken program needs. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come to pass');
    await sleep(5);
  }
}
