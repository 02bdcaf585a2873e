import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BusError } from '@fleet/bus';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Milliseconds between looks for tokens that nobody may use any more. */
const every = 5_000;

/**
 * Takes tokens off the bus that are used up or revoked. The store refuses them at once; the server goes on taking their JWT until the last minion
 * that came with it knows what became of it, because that answer comes over the same connection.
 */
@Injectable()
export class SpentTokens implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private under: Promise<void> = Promise.resolve();

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.withdraw(), every);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.under;
  }

  /** Never rejects: what could not be done is done at the next look. */
  withdraw(): Promise<void> {
    this.under = this.under.then(() => this.once());
    return this.under;
  }

  private async once(): Promise<void> {
    const { store, trust, control, log } = this.master;
    try {
      const now = Date.now();
      const left = [...store.tokens.spent(now), ...store.logins.spent(now)].filter(
        ({ key, created }) => !trust.isRevoked('ENROL', key, created),
      );
      if (left.length === 0) return;
      await control.revoke('joiner', ...left.map(({ key }) => key));
      log.info({ tokens: left.length }, 'tokens that are spent were taken off the bus');
    } catch (error) {
      const passing = error instanceof BusError && error.code === 'disconnected';
      log[passing ? 'debug' : 'warn']({ err: error }, 'spent tokens could not be taken off the bus yet');
    }
  }
}
