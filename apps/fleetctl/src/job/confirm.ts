import { printable } from '@fleet/output';
import { exitCodes, type ConfirmationWanted, type Fault, type JobRequest } from '@fleet/protocol';
import { MasterRefused } from '../master-link.js';
import { byId } from '../output/by-id.js';
import type { Session } from '../session.js';
import type { Particulars } from './particulars.js';
import { runJob } from './watch.js';

export type Consent = Pick<JobRequest, 'confirmed' | 'confirmedMinions'>;

/** Runs a job, with the operator's consent where it takes one. */
export function runConfirmed(
  session: Session,
  request: JobRequest,
  yes: boolean,
  particulars: Particulars = {},
): Promise<number> {
  return withConsent(session, yes, (consent) => runJob(session, { ...request, ...consent }, particulars));
}

/**
 * What the master wants confirmed it asks the operator for, and asks again for exactly the minions that were shown. With `--yes` nobody is asked. Where
 * nobody can be, the master's refusal stands.
 */
export async function withConsent(
  session: Session,
  yes: boolean,
  run: (consent: Consent) => Promise<number>,
): Promise<number> {
  if (yes) return run({ confirmed: true });
  let consent: Consent = {};
  for (;;) {
    try {
      return await run(consent);
    } catch (error) {
      const wanted = error instanceof MasterRefused ? wantedBy(error.fault) : undefined;
      if (wanted === undefined) throw error;
      const agreed = await ask(session, wanted);
      if (agreed === undefined) throw unasked(error as MasterRefused);
      if (!agreed) return exitCodes.aborted;
      consent = { confirmed: true, confirmedMinions: wanted.minions };
    }
  }
}

async function ask(session: Session, { asks, minions }: ConfirmationWanted): Promise<boolean | undefined> {
  const { terminal } = session;
  const shown = [...minions].sort(byId).map(printable).join(', ');
  for (const { what, loses } of asks) terminal.note(terminal.notePaint.bad(`${printable(what)}: ${printable(loses)}`));
  terminal.note(`on ${minions.length} ${minions.length === 1 ? 'minion' : 'minions'}: ${shown}`);
  const agreed = await terminal.confirmInFull('Go on?');
  if (agreed === false) terminal.note('not confirmed; nothing was sent');
  return agreed;
}

/** The refusal with the way out: there is no terminal to ask on. */
function unasked({ fault }: MasterRefused): MasterRefused {
  return new MasterRefused({
    ...fault,
    message: `${fault.message} There is no terminal to ask on; --yes confirms it.`,
  });
}

/** What a master of another version says may be of another shape; then its sentence is all there is to show. */
function wantedBy({ code, details }: Fault): ConfirmationWanted | undefined {
  if (code !== 'confirmation-required' || typeof details !== 'object' || details === null) return undefined;
  const { asks, minions } = details as Partial<ConfirmationWanted>;
  const told =
    Array.isArray(asks) && asks.every((one) => typeof one?.what === 'string' && typeof one?.loses === 'string');
  return told && Array.isArray(minions) && minions.every((id) => typeof id === 'string')
    ? { asks, minions }
    : undefined;
}
