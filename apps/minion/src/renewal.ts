import { decodeJwt } from '@fleet/identity';
import type { Logger } from '@fleet/telemetry';
import type { AskMaster } from './ask-master.js';

export interface RenewalOptions {
  readonly key: string;
  readonly jwt: () => string;
  readonly ask: AskMaster;
  readonly keep: (jwt: string) => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly now?: () => number;
}

/** Longest that one timer of Node can wait; milliseconds. */
const longestTimer = 2 ** 31 - 1;

export interface Renewal {
  /** Renews whatever time is left: the master signs with other keys now. Where it cannot, it is tried again as ever. */
  now(): Promise<void>;
  stop(): void;
}

/** Asks for a new JWT at half the lifetime of the one we have; without an expiry it does so only when it is told to. */
export function renewInTime(options: RenewalOptions): Renewal {
  const now = options.now ?? Date.now;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const schedule = (delay: number): void => {
    if (stopped) return;
    timer = setTimeout(() => void renew(), Math.min(Math.max(delay, 1_000), longestTimer));
    timer.unref();
  };
  const remaining = (): number | undefined => {
    const { iat, exp } = decodeJwt(options.jwt());
    return exp === undefined ? undefined : (iat + (exp - iat) / 2) * 1000 - now();
  };
  const renew = async (): Promise<void> => {
    const early = remaining();
    if (early === undefined) return;
    return early > 0 ? schedule(early) : ask();
  };
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      const { jwt } = await options.ask('renew', {});
      if (decodeJwt(jwt).sub !== options.key) throw new Error('the new JWT is for another key');
      await options.keep(jwt);
      options.log.info('the credentials were renewed');
      schedule(remaining() ?? longestTimer);
    } catch (error) {
      options.log.warn({ error }, 'the credentials could not be renewed yet');
      schedule(60_000 * (1 + Math.random()));
    }
  };

  const first = remaining();
  if (first !== undefined) schedule(first * (0.9 + Math.random() / 10));
  return {
    now: ask,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
