import { exitCodes } from '@fleet/protocol';
import { showAsData } from '../commands/answer.js';
import { byId } from '../output/by-id.js';
import type { Session } from '../session.js';
import { demandJid } from './jid.js';

export async function cancelJob(session: Session, jid: string): Promise<number> {
  await demandJid(session, jid);
  const { cancelled } = await (await session.master()).ask('job_cancel', { jid });
  const minions = [...cancelled].sort(byId);
  if (await showAsData(session, { cancelled: minions })) return exitCodes.ok;
  session.terminal.answer(
    minions.length === 0 ? 'everybody has it already; nothing was withdrawn' : `withdrawn from ${minions.join(', ')}`,
  );
  return exitCodes.ok;
}
