import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { AuditEntry } from '@fleet/jobs';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { RefusalCount } from './refusal-count.js';

export type Deed = Omit<AuditEntry, 'at' | 'who'>;

/** Milliseconds between looks for refusals that were counted and not told. */
const settleEvery = 60_000;

/** What operators did and what became of it. */
@Injectable()
export class AuditLog implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly refusals = new RefusalCount();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.settle(), settleEvery);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.settle(true);
  }

  entry(operatorKey: string, deed: Deed): AuditEntry {
    const { operators, redactor } = this.master;
    const name = operators.name(operatorKey);
    const args = deed.args === undefined ? undefined : redactor.redactText(deed.args);
    return {
      ...deed,
      ...(args !== undefined && { args }),
      at: Date.now(),
      who: name === operatorKey ? name : `${name} ${operatorKey}`,
    };
  }

  /** Resolves when the row is on disk. A deed that cannot be recorded fails. */
  async record(operatorKey: string, deed: Deed): Promise<void> {
    const entry = this.entry(operatorKey, deed);
    await this.master.store.write(({ audit }) => audit.append(entry));
  }

  /**
   * What somebody was not let do. Each of the first in a minute has its row, of the rest their number is kept: being refused costs whoever asks
   * nothing, and must not fill the disk.
   */
  async refused(operatorKey: string, deed: Deed): Promise<void> {
    const { row, before } = this.refusals.take(`${operatorKey}\n${deed.action}\n${deed.outcome}`);
    if (!row) return;
    if (before > 0) await this.tellCounted(operatorKey, deed.action, deed.outcome, before);
    await this.record(operatorKey, deed);
  }

  private async settle(all = false): Promise<void> {
    for (const { name, left } of this.refusals.settle(all)) {
      const [operatorKey = '', action = '', outcome = ''] = name.split('\n');
      try {
        await this.tellCounted(operatorKey, action, outcome, left);
      } catch (error) {
        this.master.log.error({ err: error, action, left }, 'a number of refusals was not recorded');
      }
    }
  }

  private tellCounted(operatorKey: string, action: string, outcome: string, left: number): Promise<void> {
    return this.record(operatorKey, { action, outcome, note: `${left} more like those before` });
  }
}
