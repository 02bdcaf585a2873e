import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { JobStore } from '@fleet/jobs';
import type { Command, Jid } from '@fleet/protocol';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** What the master says to every minion of a job; what is added when it is signed is said to one, or at one moment. */
export type Order = Omit<Command, 'kind' | 'v' | 'issued' | 'epoch' | 'audience' | 'sealed'>;

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Exact commands of jobs that may still have to be sent, arguments as they were given. They lie in the store encrypted, with a key that lies
 * beside the master's other keys: a copy of the store alone tells no more than what is shown of a job.
 */
@Injectable()
export class OrderKeep {
  private readonly secret: Buffer;
  /** A reconnecting fleet asks for the same one again and again. */
  private last: { readonly jid: Jid; readonly key: string; readonly order: Order } | undefined;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {
    this.secret = ownKey(join(master.directories.master.keys, 'orders.key'));
  }

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
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.secret, nonce).setAAD(Buffer.from(order.jid));
    const text = Buffer.concat([cipher.update(JSON.stringify(order), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  private opened(jid: Jid, body: Buffer): Order | undefined {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.secret, body.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(jid))
        .setAuthTag(body.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = Buffer.concat([decipher.update(body.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as Order;
    } catch (error) {
      this.master.log.error(
        { err: error, jid },
        'the command of a job cannot be read any more; it is not delivered to minions that were away',
      );
      return undefined;
    }
  }
}

/** Made with the first master that needs it. Whoever loses it loses what waits for delivery, and nothing else. */
function ownKey(file: string): Buffer {
  const fresh = randomBytes(32);
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, fresh);
    closeSync(handle);
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = readFileSync(file);
  if (found.length !== fresh.length) throw new Error(`${file} does not hold a key; remove it, and a new one is made`);
  return found;
}
