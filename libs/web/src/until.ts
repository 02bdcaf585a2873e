/** A longer timer would be over at once. Milliseconds. */
const longest = 2 ** 31 - 1;

export interface Wait {
  /** Milliseconds for all of it, and between the end of one look and the next. */
  readonly patience: number;
  readonly interval: number;
  readonly signal: AbortSignal;
}

/**
 * Looks again and again until it is good, the patience is at its end or somebody asks to stop; at least once. Answers what the last look found.
 * @param look gets the milliseconds that are left, for its own time limit
 */
export async function until<Found>(
  look: (left: number) => Promise<Found>,
  good: (found: Found) => boolean,
  { patience, interval, signal }: Wait,
): Promise<Found> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await look(Math.max(1, Math.ceil(end - performance.now())));
    const pause = Math.min(Math.max(1, interval), longest, end - performance.now());
    if (good(found) || pause <= 0 || signal.aborted) return found;
    await paused(pause, signal);
    if (signal.aborted) return found;
  }
}

async function paused(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(over, milliseconds);
    signal.addEventListener('abort', over, { once: true });
    function over(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    }
  });
}
