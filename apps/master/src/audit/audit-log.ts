import { Inject, Injectable } from '@nestjs/common';
import type { AuditEntry } from '@fleet/jobs';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

export type Deed = Omit<AuditEntry, 'at' | 'who'>;

/** What operators did and what became of it. */
@Injectable()
export class AuditLog {
  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

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
}
