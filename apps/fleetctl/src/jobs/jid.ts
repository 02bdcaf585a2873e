import { isJid, type JobRow } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { MasterRefused, MasterUnreachable, ProfileProblem } from '../master-link.js';
import type { Session } from '../session.js';

/** Jobs among which the one is looked for that was meant, and jobs that are named. */
const looked = 500;
const named = 3;

/** @throws UsageProblem for what is no jid, with the jobs that may have been meant */
export async function demandJid(session: Session, text: string): Promise<void> {
  if (isJid(text)) return;
  throw new UsageProblem(
    `"${text}" is no jid: jids have 20 digits, and \`fleetctl jobs list\` shows them${await hint(session, text)}`,
  );
}

async function hint(session: Session, text: string): Promise<string> {
  const digits = text.replace(/[^0-9]/g, '').slice(0, 20);
  if (digits.length < 4) return '';
  try {
    const { jobs } = await (await session.master()).ask('job_list', { limit: looked, gates: true });
    const meant = jobs.filter(
      ({ jid }) => jid.includes(digits) || (digits.length > 12 && jid.startsWith(digits.slice(0, 12))),
    );
    if (meant.length === 0) return '';
    const some = meant.slice(0, named).map(({ jid, function: called }: JobRow) => `${jid} (${called})`);
    return `; did you mean ${some.join(' or ')}${meant.length > named ? `, or one of ${meant.length - named} more` : ''}?`;
  } catch (error) {
    // It is no jid all the same.
    const unasked = [MasterRefused, MasterUnreachable, ProfileProblem].some((kind) => error instanceof kind);
    if (unasked) return '';
    throw error;
  }
}
