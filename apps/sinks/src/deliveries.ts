import type { Host } from '@fleet/platform';
import { HostRefusal } from '@fleet/platform';
import type { SinkOrder, SinkOutcome, SinkTarget } from '@fleet/protocol';
import { runCommand } from './run-command.js';
import { postWebhook } from './post-webhook.js';

export type Delivery = Extract<SinkOrder, { order: 'deliver' }> & { readonly signal: AbortSignal };

/** Why a delivery came to nothing, in words for who reads the state of the sink. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
  readonly code = 'not-delivered';
}

/** Brings events to where the configuration says; each has one outcome, whatever happens. */
export class Deliveries {
  private readonly ending = new AbortController();
  private readonly programs = new Set<Promise<void>>();

  constructor(
    private readonly sinks: Readonly<Record<string, SinkTarget>>,
    private readonly host: Pick<Host, 'network' | 'commands' | 'files'>,
  ) {}

  async deliver(order: Extract<SinkOrder, { order: 'deliver' }>): Promise<SinkOutcome> {
    const target = Object.hasOwn(this.sinks, order.sink) ? this.sinks[order.sink] : undefined;
    if (!target) return { id: order.id, error: `there is no sink ${order.sink}` };
    const delivery = { ...order, signal: this.ending.signal };
    try {
      if (target.kind === 'webhook') await postWebhook(this.host, target, delivery);
      else await this.remembered(runCommand(this.host, target, delivery));
      return { id: order.id };
    } catch (error) {
      if (error instanceof NotDelivered || error instanceof HostRefusal) return { id: order.id, error: error.message };
      // The thread lives on for the other sinks.
      return { id: order.id, error: `it failed in a way that fleet did not foresee: ${String(error)}` };
    }
  }

  /** Ends the programs that run; resolves when none is left. */
  async stop(): Promise<void> {
    this.ending.abort();
    await Promise.allSettled(this.programs);
  }

  private async remembered(program: Promise<void>): Promise<void> {
    this.programs.add(program);
    try {
      await program;
    } finally {
      this.programs.delete(program);
    }
  }
}
