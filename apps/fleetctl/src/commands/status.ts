import { formatMoment, formatSpan } from '@fleet/output';
import { exitCodes, type MinionRow } from '@fleet/protocol';
import { downText } from '../output/silence.js';
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
  const { version, since, keyset } = answer.master;
  session.terminal.answer(
    `master ${version}, up for ${formatSpan(Date.now() - since)}${keyset === undefined ? '' : `, keyset ${keyset}`}; ${up} of ${minions.length} ${minions.length === 1 ? 'minion' : 'minions'} up`,
  );
  if (minions.length > 0)
    session.terminal.answer(
      formatTable(['MINION', 'STATE', 'SINCE', 'RTT', 'VERSION', 'RUNNING'], minions.map(row), paint),
    );
  for (const { minion, duplicate } of minions)
    if (duplicate)
      session.terminal.note(
        session.terminal.notePaint.bad(
          `${minion}: two machines use its key. Nothing that touches anything is sent there: stop fleet-minion on one of them, and let it join with an id of its own (fleet-minion join TOKEN)`,
        ),
      );
  return exitCodes.ok;
}

function row(minion: MinionRow): string[] {
  const state = stateText(minion);
  const since = minion.since === undefined ? '' : formatMoment(minion.since);
  const rtt = minion.rtt === undefined ? '' : `${minion.rtt < 10 ? minion.rtt.toFixed(1) : Math.round(minion.rtt)} ms`;
  return [minion.minion, state, since, rtt, minion.version ?? '', (minion.running ?? []).join(' ')];
}

function stateText({ up, since, reason, draining, duplicate }: MinionRow): string {
  const down = reason ? `down: ${downText(reason)}` : since === undefined ? 'never connected' : 'down';
  return [up ? 'up' : down, ...(draining ? ['draining'] : []), ...(duplicate ? ['duplicate'] : [])].join(', ');
}
