import { exitCodes, type JobEvent } from '@fleet/protocol';
import { printable } from '@fleet/output';
import { showAsData } from '../commands/answer.js';
import { byId } from '../output/by-id.js';
import type { Session } from '../session.js';

/** A job that was begun and is left alone at once: its jid is the answer. */
export async function showBegun(session: Session, event: JobEvent): Promise<number> {
  if (event.event !== 'created') throw new Error(`a job begins with ${event.event}`);
  const { jid, unknown = [], near = {} } = event;
  const minions = [...event.minions].sort(byId);
  const { terminal, settings } = session;
  const data = { jid, minions, ...(unknown.length > 0 && { unknown: [...unknown].sort(byId) }) };
  const shown = await showAsData(session, data);
  if (!shown) terminal.answer(jid);
  if (settings.quiet) return exitCodes.ok;
  for (const id of [...unknown].sort(byId)) {
    const meant = Object.hasOwn(near, id) ? `; did you mean ${near[id]}?` : '';
    terminal.note(terminal.notePaint.bad(printable(`${id}: no accepted minion has this id${meant}`)));
  }
  if (!shown)
    terminal.note(
      `begun on ${minions.length} ${minions.length === 1 ? 'minion' : 'minions'}; fleetctl jobs attach ${jid} comes back to it, jobs show ${jid} has what came of it`,
    );
  return exitCodes.ok;
}
