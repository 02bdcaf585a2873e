import { exitCodes } from '@fleet/protocol';
import { parseExact } from '@fleet/values';
import { readPlanFile } from '../plan/plan-file.js';
import { describePlan } from '../plan/show-plan.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

/** Whether it is the master's own is found out when it is applied. */
export async function showPlan(session: Session, path: string): Promise<number> {
  const plan = await readPlanFile(path);
  const minions = plan.parts.map((part) => ({
    ...part,
    states: part.states.map((state) => ({ ...state, changes: parseExact(state.changes) })),
  }));
  if (await showAsData(session, { plan: plan.header, minions })) return exitCodes.ok;
  session.terminal.answer(describePlan(plan, session.terminal.paint));
  return exitCodes.ok;
}
