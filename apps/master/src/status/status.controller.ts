import { Controller, Inject } from '@nestjs/common';
import { clockTolerance, type Jid, type OperatorMethods } from '@fleet/protocol';
import { OperatorMethod } from '../bus/handlers.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Rows that fit into one message of the bus with room to spare. */
const mostRefusals = 2000;

class StatusBody {}
class RefusalBody {}

@Controller()
export class StatusController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  @OperatorMethod('minion_status', StatusBody)
  status(): OperatorMethods['minion_status']['answer'] {
    const minions = this.registry.all().map(({ key, minion, up, since, version, running, ...more }) => ({
      minion,
      up,
      ...(since !== undefined && { since }),
      ...(version !== undefined && { version }),
      ...(up && running && { running: running.jids.filter((jid) => !this.hasReturned(jid, key)) }),
      ...(!up && more.reason && { reason: more.reason }),
      ...(up && more.rtt !== undefined && { rtt: more.rtt }),
      ...(up && Math.abs(more.clock ?? 0) > clockTolerance && { clock: more.clock as number }),
      ...(more.draining === true && { draining: true as const }),
      ...(more.duplicate === true && { duplicate: true as const }),
    }));
    const { version, since, trust } = this.master;
    return { minions, master: { version, since, keyset: trust.keyset.serial } };
  }

  /** A beat tells what ran when it was sent; what has returned since runs no more. Of a schedule's jobs the store may know nothing yet. */
  private hasReturned(jid: Jid, key: string): boolean {
    const { jobs } = this.master.store;
    return jobs.functionOf(jid) !== undefined && !jobs.expects(jid, key);
  }

  @OperatorMethod('refusal_list', RefusalBody)
  async refusals(): Promise<OperatorMethods['refusal_list']['answer']> {
    const { refusals, serverLog, store, operators, since } = this.master;
    await serverLog?.look();
    const rows = refusals.list();
    const named = rows.slice(0, mostRefusals).map((row) => {
      const who = store.keys.get(row.key)?.minion ?? operators.get(row.key)?.name;
      return { ...row, ...(who !== undefined && { who }) };
    });
    return { refusals: named, more: rows.length - named.length, since };
  }
}
