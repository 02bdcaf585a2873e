import { Inject, Injectable } from '@nestjs/common';
import { nearMatch } from '@fleet/diagnostics';
import { looks, type Jid, type JobRow } from '@fleet/protocol';
import { Access } from '../access/access.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Jobs among which the one is looked for that was meant, and jobs that a refusal names. */
const looked = 200;
const named = 3;

/** Which jobs an operator sees: its own, and with the right `jobs` those of others. Of the rest it is told that they are not there. */
@Injectable()
export class JobSight {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly access: Access,
  ) {}

  isOwn(operator: string, by: string | undefined): boolean {
    return by !== undefined && by === this.master.operators.name(operator);
  }

  sees(operator: string, by: string | undefined): boolean {
    return by !== undefined && (this.isOwn(operator, by) || this.access.mayRead(operator, 'jobs'));
  }

  /** Whose it is. @throws Refusal `not-found` */
  demand(operator: string, jid: Jid): string {
    const by = this.master.store.jobs.operatorOf(jid);
    return by !== undefined && this.sees(operator, by) ? by : this.unknown(operator, jid);
  }

  /** @throws Refusal `not-found`, with what was meant, most probably, or with what there is */
  unknown(operator: string, jid: Jid): never {
    const { jobs, operators } = this.master.store;
    const all = this.access.mayRead(operator, 'jobs');
    const name = operators.get(operator)?.name ?? operator;
    const rows = jobs.list(looked, { gates: true }).filter((row) => all || row.operator === name);
    // What only looks is seldom what somebody comes back to.
    const newest = [...rows].sort((a, b) => Number(looks(a.function)) - Number(looks(b.function))).slice(0, named);
    const jids = rows.map((row) => row.jid);
    const meant = nearMatch(jid, jids) ?? sameSecond(jid, jids);
    const hint = meant
      ? `; did you mean ${told(rows.find((row) => row.jid === meant) as JobRow)}?`
      : newest.length > 0
        ? `; among the newest are ${newest.map(told).join(', ')}`
        : '';
    return refuse('not-found', `there is no job ${jid}${hint}`, { newest: newest.map((row) => row.jid) });
  }
}

/** The end of a jid is what is mistyped, and cut off. */
function sameSecond(jid: Jid, jids: readonly Jid[]): Jid | undefined {
  return jids.find((one) => one.startsWith(jid.slice(0, 14)));
}

function told({ jid, function: called, operator }: JobRow): string {
  return `${jid} (${called} by ${operator})`;
}
