import type { FunctionContext } from '../definition.js';
import { pause } from './follow-journal.js';

/** Milliseconds between questions, and for how long a master that does not answer is believed to want it still. */
const times = { ask: 5_000, patience: 30_000 };

export type Ending = 'nobody watches' | 'the master does not answer' | 'its time is over';

/**
 * Resolves when this job is wanted no more: nobody at the master keeps it, or the master has not answered for long. Where there is no master, whoever
 * called ends it.
 */
export async function unwanted(
  { daemon, jid }: Pick<FunctionContext, 'daemon' | 'jid'>,
  signal: AbortSignal,
): Promise<Ending | undefined> {
  let heard = performance.now();
  while (!signal.aborted) {
    await pause(times.ask, signal);
    if (!daemon || signal.aborted) continue;
    const kept = await daemon.isKept(jid);
    if (kept === false) return 'nobody watches';
    if (kept) heard = performance.now();
    else if (performance.now() - heard > times.patience) return 'the master does not answer';
  }
  return undefined;
}
