import { applyPlan, exitCodes, longestTarget, type JobRequest } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { isList, parseExact, stringifyExact } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';
import { runJob } from '../job/watch.js';
import { showBegun } from '../jobs/detached.js';
import { readPlanFile, type PlanFile } from '../plan/plan-file.js';
import { describePlan, destroying } from '../plan/show-plan.js';
import type { Session } from '../session.js';

export interface ApplyWish {
  readonly yes: boolean;
  /** It is not waited for. */
  readonly async: boolean;
}

/** Shows what will happen, asks, and has the master apply exactly that. */
export async function applyPlanFile(
  session: Session,
  operands: readonly string[],
  { yes, async }: ApplyWish,
): Promise<number> {
  const [path = '', ...wanted] = operands;
  const plan = await readPlanFile(path);
  const parts = chosen(plan, wanted);
  const { terminal } = session;
  if (parts.every(({ states }) => states.length === 0)) {
    terminal.note('the plan changes nothing; nothing was sent');
    return exitCodes.ok;
  }
  if (!yes) {
    terminal.note(describePlan({ header: plan.header, parts }, terminal.notePaint));
    const drastic = destroying(parts) > 0 || plan.header.asks.length > 0;
    const agreed = await (drastic ? terminal.confirmInFull('Apply it?') : terminal.confirm('Apply it?'));
    if (agreed !== true) {
      terminal.note(
        agreed === false
          ? 'not confirmed; nothing was sent'
          : 'this has to be confirmed, and there is no terminal to ask on: --yes confirms it; nothing was sent',
      );
      return exitCodes.aborted;
    }
  }
  const ids = parts.map(({ minion }) => minion);
  const request = requestFor(session, plan, ids);
  if (!async) return runJob(session, request);
  const master = await session.master();
  return showBegun(session, await master.ask('job_create', { ...request, watch: false }));
}

/** Parts of the minions that are wanted; without a wish, all. @throws UsageProblem where a wish means nobody */
function chosen({ parts }: PlanFile, wanted: readonly string[]): PlanFile['parts'] {
  if (wanted.length === 0) return parts;
  const globs = wanted.map((glob) => ({ glob, matches: compileGlob(glob) }));
  const vain = globs.find(({ matches }) => !parts.some(({ minion }) => matches(minion)));
  if (vain) throw new UsageProblem(`${vain.glob} is in the plan for nobody; fleetctl plan shows whom it is for`);
  return parts.filter(({ minion }) => globs.some(({ matches }) => matches(minion)));
}

function requestFor(session: Session, { header, signed }: PlanFile, minions: readonly string[]): JobRequest {
  const expression = minions.join(',');
  if (expression.length > longestTarget)
    throw new UsageProblem(
      `these are too many minions for one job; apply the plan in parts: fleetctl apply FILE 'miner-0*'`,
    );
  const args = parseExact(header.args);
  const { timeout } = session.settings;
  return {
    target: { type: 'list', expression },
    function: applyPlan,
    args: stringifyExact([header.jid, ...(isList(args) ? args : [])]),
    kwargs: header.kwargs,
    watch: true,
    // They have seen what is lost, on whom.
    confirmed: true,
    confirmedMinions: minions,
    plan: signed,
    ...(timeout !== undefined && { timeout }),
  };
}
