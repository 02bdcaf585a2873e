import { randomBytes } from 'node:crypto';
import { BusError } from '@fleet/bus';
import { FunctionRefused, type PlannedStates } from '@fleet/execution';
import type { PlannedAnswer, Signed } from '@fleet/protocol';
import { MasterFault, type AskMaster } from './ask-master.js';

export interface PlanSourceOptions {
  readonly ask: AskMaster;
  /** What the master answered, where it signed that for this minion and this question. */
  readonly read: (signed: Signed, nonce: string) => Promise<PlannedAnswer | undefined>;
}

/** What a plan says of this minion. `jid`: the job that applies it, `plan`: the one that it was made of. */
export async function plannedBy({ ask, read }: PlanSourceOptions, jid: string, plan: string): Promise<PlannedStates> {
  const nonce = randomBytes(16).toString('base64url');
  const answer = await read(await asked(ask, { jid, nonce }), nonce);
  if (!answer)
    throw new FunctionRefused(
      'bad-signature',
      'the plan is not signed by the master of this minion for this question; nothing was touched',
    );
  if (answer.plan !== plan)
    throw new FunctionRefused('conflict', 'the master sent another plan than the command names; nothing was touched');
  const { proof, states, appliedBy } = answer;
  return { proof, states, ...(appliedBy !== undefined && { appliedBy }) };
}

async function asked(ask: AskMaster, request: { jid: string; nonce: string }): Promise<Signed> {
  try {
    return await ask('plan', request);
  } catch (error) {
    if (error instanceof MasterFault)
      throw new FunctionRefused('not-found', `the master does not give the plan: ${error.message}`, undefined, {
        cause: error,
      });
    if (error instanceof BusError)
      throw new FunctionRefused(
        'unavailable',
        `the master did not answer the request for the plan: ${error.message}`,
        undefined,
        { cause: error },
      );
    throw error;
  }
}
