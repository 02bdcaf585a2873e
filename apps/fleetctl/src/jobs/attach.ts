import { rejoinJob } from '../job/watch.js';
import type { Session } from '../session.js';
import { demandJid } from './jid.js';
import { endJob } from './kill.js';

/** Milliseconds for a second Ctrl-C. */
const again = 3000;
const ctrlC = '\u0003';

export async function watchJob(session: Session, jid: string): Promise<number> {
  await demandJid(session, jid);
  return rejoinJob(session, jid);
}

/** A job in the hand: who presses Ctrl-C twice is asked whether to end it. */
export async function attachJob(session: Session, jid: string): Promise<number> {
  await demandJid(session, jid);
  return rejoinJob(session, jid, () => leaves(session, jid));
}

/** Whether the watcher leaves; otherwise it was ended, and what comes of that is waited for. */
async function leaves(session: Session, jid: string): Promise<boolean> {
  const { terminal } = session;
  if (!terminal.typed) return true;
  // Keys are heard before anybody is told of them: a Ctrl-C of somebody quick would still be a signal.
  const typed = terminal.typed(again);
  terminal.note('leaving in 3 s, or with any key; Ctrl-C again asks whether to end the job');
  if ((await typed) !== ctrlC) return true;
  if ((await terminal.confirm(`End job ${jid} wherever it runs?`)) !== true) return true;
  await endJob(session, jid, 'TERM');
  return false;
}
