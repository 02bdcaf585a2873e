import { Inject, Injectable } from '@nestjs/common';
import { openForSelf, sealForSelf } from '@fleet/identity';
import type { JobStore } from '@fleet/jobs';
import type { Command, Jid } from '@fleet/protocol';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** What the master says to every minion of a job; what is added when it is signed is said to one, or at one moment. */
export type Order = Omit<Command, 'kind' | 'v' | 'issued' | 'epoch' | 'audience' | 'sealed'>;

/** The command of one job does not open as that of another. */
const context = (jid: Jid): string => `fleet-order-v1|${jid}`;

/**
 * Exact commands of jobs that may still have to be sent, arguments as they were given. They lie in the store encrypted, with a key that lies
 * beside the master's other keys: a copy of the store alone tells no more than what is shown of a job.
 */
@Injectable()
export class OrderKeep {
  /** A reconnecting fleet asks for the same one again and again. */
  private last: { readonly jid: Jid; readonly key: string; readonly order: Order } | undefined;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  /** Within the transaction that writes down the job. */
  keep({ orders }: Pick<JobStore, 'orders'>, order: Order): void {
    orders.put(order.jid, this.sealed(order));
  }

  /** `undefined` where it is not kept any more, or was kept with another key. */
  get(jid: Jid, key: string): Order | undefined {
    if (this.last?.jid === jid && this.last.key === key) return this.last.order;
    const body = this.master.store.orders.get(jid, key);
    const order = body && this.opened(jid, body);
    if (order) this.last = { jid, key, order };
    return order;
  }

  private sealed(order: Order): Buffer {
    return sealForSelf(this.master.ordersKey, context(order.jid), Buffer.from(JSON.stringify(order)));
  }

  private opened(jid: Jid, body: Buffer): Order | undefined {
    try {
      return JSON.parse(openForSelf(this.master.ordersKey, context(jid), body).toString('utf8')) as Order;
    } catch (error) {
      this.master.log.error(
        { err: error, jid },
        'the command of a job cannot be read any more; it is not delivered to minions that were away',
      );
      return undefined;
    }
  }
}
