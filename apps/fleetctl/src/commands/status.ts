import { formatMoment, formatSpan } from '@fleet/output';
import { exitCodes, type MinionRow } from '@fleet/protocol';
import { byId } from '../output/returns.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

export async function showStatus(session: Session, options: Readonly<Record<string, unknown>>): Promise<number> {
  if (options['refusals'] === true) return (await import('./refusals.js')).showRefusals(session);
  const answer = await (await session.master()).ask('minion_status', {});
  const minions = [...answer.minions].sort((a, b) => byId(a.minion, b.minion));
  if (await showAsData(session, { ...answer, minions })) return exitCodes.ok;
  const { paint } = session.terminal;
  const up = minions.filter((row) => row.up).length;
  const { version, since } = answer.master;
  session.terminal.answer(
    `master ${version}, up for ${formatSpan(Date.now() - since)}; ${up} of ${minions.length} ${minions.length === 1 ? 'minion' : 'minions'} up`,
  );
  if (minions.length > 0)
    session.terminal.answer(formatTable(['MINION', 'STATE', 'SINCE', 'VERSION', 'RUNNING'], minions.map(row), paint));
  return exitCodes.ok;
}

function row(minion: MinionRow): string[] {
  const state = minion.up ? 'up' : minion.since === undefined ? 'never connected' : 'down';
  const since = minion.since === undefined ? '' : formatMoment(minion.since);
  return [minion.minion, state, since, minion.version ?? '', (minion.running ?? []).join(' ')];
}
