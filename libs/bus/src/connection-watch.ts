import type { NatsConnection } from 'nats';
import { isRefusal } from './connection.js';
import { BusError, type BusStatus, type BusTrouble } from './definition.js';
import type { Inbox } from './inbox.js';

/** Attempts to connect since the connection was lost. */
export interface Attempts {
  failures: number;
  refused: boolean;
  /** Where in its range the pause before the next one lies, from 0 to 1. */
  chance: number;
}

export interface WatchNeeds {
  readonly connection: NatsConnection;
  /** Whose questions have no answer any more where the connection is lost. */
  readonly inbox: Inbox;
  readonly attempts: Attempts;
  report(trouble: BusTrouble): void;
  /** Runs what belongs to others: what it throws is reported. */
  guard(subject: string, work: () => void): void;
}

/** How the connection stands, from what the client tells of it. */
export class ConnectionWatch {
  /** Resolves when the connection is closed for good. */
  readonly closed: Promise<BusError | undefined>;
  readonly #needs: WatchNeeds;
  readonly #listeners = new Set<(status: BusStatus) => void>();
  #status: BusStatus;

  constructor(needs: WatchNeeds) {
    this.#needs = needs;
    this.#status = { state: 'up', server: needs.connection.getServer() };
    this.closed = needs.connection.closed().then((reason) => this.#closedBecause(reason ?? undefined));
    void this.#watch();
  }

  get up(): boolean {
    return this.#status.state === 'up';
  }

  /** The present state at once, then every change. Answers how to stop listening. */
  onStatus(listener: (status: BusStatus) => void): () => void {
    this.#listeners.add(listener);
    this.#needs.guard('status', () => listener(this.#status));
    return () => this.#listeners.delete(listener);
  }

  async #watch(): Promise<void> {
    const { connection, attempts, guard } = this.#needs;
    for await (const status of connection.status()) {
      guard('status', () => {
        if (status.type === 'disconnect') this.#change({ state: 'down', refused: false });
        else if (status.type === 'reconnect') this.#change({ state: 'up', server: connection.getServer() });
        else if (status.type === 'reconnecting')
          Object.assign(attempts, { failures: attempts.failures + 1, chance: Math.random() });
        else if (status.type === 'error') this.#onServerError(status.data, status.permissionContext);
      });
    }
  }

  #onServerError(code: unknown, context: { operation: string; subject: string } | undefined): void {
    const { inbox, attempts, report } = this.#needs;
    if (isRefusal(code)) {
      attempts.refused = true;
      this.#change({ state: 'down', refused: true });
    } else if (context?.operation === 'publish') {
      const error = new BusError('not-allowed', 'the bus does not allow this subject', { subject: context.subject });
      inbox.failSubject(context.subject, error);
      report({ code: 'permission', message: 'the bus refuses a message', subject: context.subject, error });
    } else if (context === undefined) {
      report({ code: 'connection', message: 'the server of the bus reports an error', error: code });
    }
  }

  #change(status: BusStatus): void {
    const { inbox, attempts } = this.#needs;
    this.#status = status;
    if (status.state === 'up') Object.assign(attempts, { failures: 0, refused: false });
    else inbox.failAll(new BusError('disconnected', 'the connection to the bus was lost'));
    this.#tell();
  }

  #closedBecause(reason: Error | undefined): BusError | undefined {
    const error =
      reason &&
      new BusError(
        isRefusal((reason as { code?: unknown }).code) ? 'not-allowed' : 'closed',
        'the bus closed the connection for good',
        {},
        { cause: reason },
      );
    this.#status = { state: 'down', refused: error?.code === 'not-allowed' };
    this.#needs.inbox.failAll(error ?? new BusError('closed', 'the bus was closed'));
    this.#tell();
    return error;
  }

  #tell(): void {
    for (const listener of this.#listeners) this.#needs.guard('status', () => listener(this.#status));
  }
}
