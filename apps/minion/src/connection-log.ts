import { BusError, type BusStatus, type BusTrouble } from '@fleet/bus';
import { decodeJwt } from '@fleet/identity';
import type { Logger } from '@fleet/telemetry';

const rejected =
  'the master refuses this minion: its key was rejected or deleted there. Accepting a rejected key lets it in again by itself; otherwise run fleet-minion join TOKEN and restart fleet-minion to enrol it anew';
const expired =
  'the master refuses this minion: its credentials have expired, it was away for too long. Run fleet-minion join TOKEN and restart fleet-minion to enrol it anew';

type Said = 'up' | 'lost' | 'unreachable' | 'refused';

/** Says how the connection fares: each change once, however often the same is tried in vain. */
export class ConnectionLog {
  #said: Said | undefined;

  constructor(
    private readonly log: Pick<Logger, 'info' | 'warn' | 'error'>,
    private readonly jwt: () => string,
    private readonly now: () => number = Date.now,
  ) {}

  status(status: BusStatus): void {
    if (status.state === 'up') return this.#say('up', () => this.log.info({ server: status.server }, 'connected'));
    if (status.refused) return this.#refused();
    // Between two refusals the connection is always down.
    if (this.#said !== 'refused') this.#say('lost', () => this.log.warn('the connection is lost'));
  }

  trouble({ code, message, subject, error }: BusTrouble): void {
    if (!(error instanceof BusError) || code !== 'connection')
      return this.log.warn({ code, message, subject, error }, 'trouble on the bus');
    if (error.code === 'not-allowed') return this.#refused();
    const { servers, answer } = error.fields;
    this.#say('unreachable', () => this.log.warn({ servers, reason: answer ?? error.message }, message));
  }

  #refused(): void {
    this.#say('refused', () => this.log.error(this.#hasExpired() ? expired : rejected));
  }

  #hasExpired(): boolean {
    const { exp } = decodeJwt(this.jwt());
    return exp !== undefined && exp * 1000 <= this.now();
  }

  #say(what: Said, how: () => void): void {
    if (this.#said === what) return;
    this.#said = what;
    how();
  }
}
