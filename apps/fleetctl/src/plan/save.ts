import { printable } from '@fleet/output';
import { exitCodes, type PlanHeader, type PlanPart, type Signed } from '@fleet/protocol';
import { MasterRefused, MasterUnreachable } from '../master-link.js';
import type { Session } from '../session.js';
import { planText, readPlan, writePlan } from './plan-file.js';

/** Milliseconds without a word of the master after which it is taken for gone. */
const quiet = 10_000;

/** Runs the job, then has the master make a plan of it. The exit code is that of the job: whoever is left out failed, or did not answer. */
export async function runAndSave(
  session: Session,
  path: string,
  run: (begun: (jid: string) => void) => Promise<number>,
): Promise<number> {
  let jid: string | undefined;
  const code = await run((told) => (jid = told));
  if (jid === undefined || code === exitCodes.aborted) return code;
  const fetched = await fetchPlan(session, jid).catch((error: unknown) => {
    // Nobody's dry run ended well: that was told, and is what the exit code says.
    if (!(error instanceof MasterRefused) || code === exitCodes.ok) throw error;
    session.terminal.note(session.terminal.notePaint.bad(`no plan was written: ${printable(error.fault.message)}`));
  });
  if (!fetched) return code;
  const { signed, parts, leftOut } = fetched;
  const text = planText({ signed, parts });
  // What went wrong on its way shows now, and not when it is applied.
  const { header } = readPlan(path, text);
  await writePlan(path, text);
  tell(session, path, header, leftOut);
  return code;
}

async function fetchPlan(session: Session, jid: string) {
  const master = await session.master();
  const parts: PlanPart[] = [];
  const leftOut: { minion: string; why: string }[] = [];
  let signed: Signed | undefined;
  for await (const event of master.watch('plan_create', { jid }, quiet)) {
    if (event.event === 'part') parts.push(event.part);
    else if (event.event === 'left-out') leftOut.push(event);
    else {
      signed = event.plan;
      break;
    }
  }
  if (!signed) throw new MasterUnreachable('the master stopped in the middle of the plan; nothing was written');
  return { signed, parts, leftOut };
}

function tell(
  { terminal }: Session,
  path: string,
  { minions }: PlanHeader,
  leftOut: readonly { readonly minion: string; readonly why: string }[],
): void {
  for (const [why, ids] of byReason(leftOut)) {
    const shown = ids.slice(0, 10).join(', ') + (ids.length > 10 ? ` and ${ids.length - 10} more` : '');
    const are = ids.length === 1 ? 'is' : 'are';
    terminal.note(terminal.notePaint.bad(printable(`${shown} ${are} not in the plan: ${why}`)));
  }
  const whom = minions.length === 1 ? '1 minion' : `${minions.length} minions`;
  terminal.note(`the plan for ${whom} is in ${printable(path)}; fleetctl apply ${printable(path)} does it`);
}

function byReason(leftOut: readonly { readonly minion: string; readonly why: string }[]): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { minion, why } of leftOut) reasons.set(why, [...(reasons.get(why) ?? []), minion]);
  return reasons;
}
