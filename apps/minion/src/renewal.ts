import { randomBytes } from 'node:crypto';
import { decodeJwt } from '@fleet/identity';
import type { Logger } from '@fleet/telemetry';
import { MasterFault, type AskMaster } from './ask-master.js';
import { JwtAge } from './jwt-age.js';

export interface RenewalOptions {
  readonly key: string;
  readonly jwt: () => string;
  /** When the JWT came, by the clock of this machine; absent: nobody wrote it down. */
  readonly received?: number;
  readonly ask: AskMaster;
  /** The JWT in what the master signed for this minion and this question. */
  readonly read: (signed: unknown, nonce: string) => Promise<string | undefined>;
  /** Counts an answer that is not the master's. */
  readonly refused: (code: 'bad-signature', fields: { readonly service: 'renew' }) => void;
  readonly keep: (jwt: string) => Promise<void>;
  /** Exchanges the connection for one that began with the JWT of now: the server ends each when its own JWT expires. */
  readonly changeOver: () => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly random?: () => number;
}

export interface Renewal {
  /** Whatever the age of the JWT, at some moment within so many milliseconds: a whole fleet may have been told at once. */
  renewNow(within?: number): void;
  stop(): void;
}

/** Milliseconds: the longest between two looks at the clock, the shortest between two attempts, and over which a fleet that was told spreads. */
const usual = { look: 3_600_000, retry: 60_000, spread: 10_000 };
/** Of the lifetime: from when on a JWT is renewed, over how much of it a fleet that was let in at once spreads, when it becomes urgent. */
const part = { due: 0.5, spread: 0.1, urgent: 0.9, retry: 0.02 };

/**
 * Asks for a new JWT from half the lifetime of the one we have, and changes the connection over to it. What counts is how long we have had it: the
 * clock of this machine may be wrong by days, and need not be that of the master. Without an expiry it is renewed only when it is told.
 */
export function renewInTime(options: RenewalOptions): Renewal {
  const { log } = options;
  const random = options.random ?? Math.random;
  let age = new JwtAge(decodeJwt(options.jwt()), options.received);
  let due = part.due + part.spread * random();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let told: string | undefined;
  /** When the timer is to fire because we were told to renew, on the clock of the process. */
  let asked: number | undefined;
  let running = false;
  /** The JWT is new, and the connection is not. */
  let stale = false;

  const retry = (): number => Math.min(usual.retry, (age.lifetime ?? Infinity) * part.retry) * (1 + random());
  const schedule = (delay: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    const untilAsked = asked === undefined ? Infinity : asked - performance.now();
    const wait = Math.min(delay, untilAsked, usual.look);
    timer = setTimeout(() => void look(), Math.max(wait, 10));
    timer.unref();
  };
  const untilDue = (): number =>
    age.lifetime === undefined ? usual.look : Math.max(due * age.lifetime - age.spent(), 1_000);

  async function look(): Promise<void> {
    if (running) return;
    const wasAsked = asked !== undefined && performance.now() >= asked;
    const isDue = age.lifetime !== undefined && age.spent() >= due * age.lifetime;
    if (!wasAsked && !isDue && !stale) return schedule(untilDue());
    if (wasAsked) asked = undefined;
    running = true;
    try {
      if (wasAsked || isDue) await renew();
      await options.changeOver();
      stale = false;
      told = undefined;
      log.info('the credentials were renewed, and the connection uses them');
      schedule(untilDue());
    } catch (error) {
      failed(error);
      // What we were told to do is not forgotten because it failed, and what we were told meanwhile is not put off.
      if (wasAsked && !stale) asked = Math.min(asked ?? Infinity, performance.now() + retry());
      schedule(retry());
    } finally {
      running = false;
    }
  }

  async function renew(): Promise<void> {
    const nonce = randomBytes(16).toString('base64url');
    const jwt = await options.read(await options.ask('renew', { nonce }), nonce);
    // Kept, it would be all that is left after a restart.
    if (jwt === undefined) {
      options.refused('bad-signature', { service: 'renew' });
      throw new Error('the new JWT is not signed by the master of this minion for this question');
    }
    const claims = decodeJwt(jwt);
    if (claims.sub !== options.key) throw new Error('the new JWT is for another key');
    await options.keep(jwt);
    age = new JwtAge(claims, Date.now());
    due = part.due + part.spread * random();
    stale = true;
  }

  function failed(error: unknown): void {
    if (stopped) return;
    const refused = error instanceof MasterFault && error.fault.code === 'not-allowed';
    const urgent = age.lifetime !== undefined && age.spent() > part.urgent * age.lifetime;
    const what = `${refused} ${urgent} ${stale} ${error instanceof Error ? error.message : String(error)}`;
    // Every attempt fails in the same way while a master is away for days.
    if (what === told) return;
    told = what;
    const fields = { error, left: age.left() };
    if (stale)
      log.warn(fields, 'the credentials were renewed, and the connection could not be changed over to them yet');
    else if (refused)
      log.error(fields, 'the master refuses to renew the credentials of this minion: its key is not accepted there');
    else if (urgent) log.error(fields, 'the credentials could not be renewed, and end soon');
    else log.warn(fields, 'the credentials could not be renewed yet');
  }

  // Those that are due already may be many: a fleet that was switched off together comes back together.
  schedule(Math.max(untilDue(), retry() / 2));
  return {
    renewNow(within = usual.spread) {
      const at = performance.now() + within * random();
      asked = Math.min(asked ?? Infinity, at);
      if (!running) schedule(untilDue());
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
