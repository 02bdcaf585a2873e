import { formatMoment } from '@fleet/output';
import { exitCodes } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

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

/** Milliseconds of `90s`, `30m`, `1h`, `7d`. */
export function parseDuration(text: string): number {
  const found = /^([0-9]+(?:\.[0-9]+)?)([smhd])$/.exec(text);
  const milliseconds = found ? Number(found[1]) * (units[found[2] as string] as number) : 0;
  if (milliseconds <= 0) throw new UsageProblem(`"${text}" is no duration: write 90s, 30m, 1h or 7d`);
  return Math.round(milliseconds);
}
