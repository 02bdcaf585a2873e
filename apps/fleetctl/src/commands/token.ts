import { formatMoment } from '@fleet/output';
import { exitCodes } from '@fleet/protocol';
import { parseDuration } from '../command-line/duration.js';
import { UsageProblem } from '../command-line/target.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

export async function createToken(session: Session, options: Readonly<Record<string, unknown>>): Promise<number> {
  const uses = options['uses'] === undefined ? undefined : Number(options['uses']);
  if (uses !== undefined && (!Number.isInteger(uses) || uses < 1))
    throw new UsageProblem('--uses is a whole number of at least 1');
  const lifetime = options['lifetime'] === undefined ? undefined : parseDuration(String(options['lifetime']));
  const answer = await (
    await session.master()
  ).ask('token_create', { ...(uses === undefined ? {} : { uses }), ...(lifetime === undefined ? {} : { lifetime }) });
  if (await showAsData(session, answer)) return exitCodes.ok;
  // The token alone, so that `$(fleetctl token create)` is one.
  session.terminal.answer(answer.token);
  if (!session.settings.quiet)
    session.terminal.note(`valid until ${formatMoment(answer.expires)}; on the new machine: fleet-minion join TOKEN`);
  return exitCodes.ok;
}
