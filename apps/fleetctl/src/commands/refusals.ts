import { formatMoment, formatSpan } from '@fleet/output';
import { exitCodes, refusalKinds } from '@fleet/protocol';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

/** `fleetctl status --refusals`: who tried what it may not, how often, and when last. */
export async function showRefusals(session: Session): Promise<number> {
  const answer = await (await session.master()).ask('refusal_list', {});
  if (await showAsData(session, answer)) return exitCodes.ok;
  const { terminal } = session;
  const since = formatSpan(Date.now() - answer.since);
  if (answer.refusals.length === 0) {
    terminal.answer(`nothing was refused to anybody since the master started, ${since} ago`);
    return exitCodes.ok;
  }
  terminal.answer(`refused since the master started, ${since} ago:`);
  const rows = answer.refusals.map(({ who, key, kind, count, last }) => [
    who ?? key,
    kind,
    String(count),
    formatMoment(last),
    refusalKinds[kind],
  ]);
  terminal.answer(formatTable(['WHO', 'KIND', 'COUNT', 'LAST', 'WHAT IT IS'], rows, terminal.paint));
  if (answer.more > 0) terminal.answer(`and ${answer.more} more, which were quiet for longer`);
  return exitCodes.ok;
}
