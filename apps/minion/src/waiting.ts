import { setMaxListeners } from 'node:events';

/** Aborts when systemd or a person tells this process to end; a second signal changes nothing. */
export function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  // Every request and every pause listens to it; many at once are no leak.
  setMaxListeners(0, controller.signal);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => controller.abort(new Error(`stopped by ${signal}`)));
  return controller.signal;
}

/** Never rejects. */
export function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** Never resolves: the other runner of a race. @throws the reason of `signal` */
export async function aborted(signal: AbortSignal): Promise<never> {
  await whenAborted(signal);
  throw signal.reason;
}

/** Waits for `done`, but no longer than that; how it ends is for others to know. */
export async function within(milliseconds: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    done.catch(() => undefined),
    new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))),
  ]);
  clearTimeout(timer);
}

/** A pause of about that length: those of a whole fleet that begin at the same moment must not end at the same moment. */
export function apart(milliseconds: number, least = 0.75, most = 1.25): number {
  return milliseconds * (least + Math.random() * (most - least));
}

/** Makes it when it is first asked for. */
export function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
