import { formatSentence, plain, printable, readable } from '@fleet/output';
import { exitCodes, type JobEvent, type JobKilled, type Return } from '@fleet/protocol';
import { parseExact } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';
import { showAsData } from '../commands/answer.js';
import { MasterRefused, type MasterLink } from '../master-link.js';
import { byId } from '../output/by-id.js';
import { silenceText } from '../output/silence.js';
import type { Session } from '../session.js';
import { demandJid } from './jid.js';

/** Milliseconds for which we wait for what was told to end: a command that does not heed SIGTERM is killed after five seconds. */
const patience = 8000;
/** Milliseconds without a word after which the master is asked again. */
const askAgainAfter = 10_000;

/** What came of it on one minion. `gone`: it does not run it any more; `told`: it has not ended yet. */
interface Ended {
  readonly minion: string;
  readonly outcome: 'ended' | 'told' | 'signalled' | 'gone' | 'withdrawn' | 'away' | 'silent' | 'refused';
  readonly says: string;
}

const good: readonly Ended['outcome'][] = ['ended', 'signalled', 'gone', 'withdrawn'];

export async function killJob(
  session: Session,
  jid: string,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const signal = String(options['signal'] ?? 'TERM')
    .toUpperCase()
    .replace(/^SIG/, '');
  if (!/^[A-Z0-9]{1,12}$/.test(signal))
    throw new UsageProblem('--signal is the name of a signal, such as TERM, or its number');
  await demandJid(session, jid);
  const ended = await endJob(session, jid, signal, true);
  if (ended.some(({ outcome }) => outcome === 'refused')) return exitCodes.failed;
  return ended.every(({ outcome }) => good.includes(outcome)) ? exitCodes.ok : exitCodes.unreachable;
}

/** Ends a job and says what came of it on each minion. `answers`: that is what was asked for, and no word beside it. */
export async function endJob(
  session: Session,
  jid: string,
  signal: string,
  answers = false,
): Promise<readonly Ended[]> {
  const master = await session.master();
  const killed = await master.ask('job_kill', { jid, signal });
  const heard = killed.told ? await whatTheySay(master, killed.told.jid) : [];
  const ends = signal === 'TERM' || signal === 'KILL';
  const still = heard.filter(({ outcome }) => outcome === 'told').map(({ minion }) => minion);
  const over = ends && still.length > 0 ? await returned(master, jid, still) : new Set<string>();
  const rows = rowsOf(killed, heard, over, ends);
  const { terminal, settings } = session;
  const told = killed.told?.jid;
  if (answers && (await showAsData(session, { jid, ...(told && { told }), minions: rows }))) return rows;
  for (const { minion, says, outcome } of rows) {
    const text = printable(`${minion}: ${says}`);
    if (answers) terminal.answer(good.includes(outcome) ? text : terminal.paint.bad(text));
    else terminal.note(text);
  }
  if (rows.some(({ outcome }) => outcome === 'told') && !settings.quiet)
    terminal.note(`what does not end: fleetctl jobs kill ${jid} --signal KILL`);
  return rows;
}

async function whatTheySay(master: MasterLink, jid: string): Promise<Ended[]> {
  const rows: Ended[] = [];
  for await (const event of master.watch('job_watch', { jid }, askAgainAfter)) {
    if (event.event === 'returned') rows.push(answerOf(event.minion, event.return));
    if (event.event === 'ended' || event.event === 'queued') {
      for (const { minion, reason } of event.silent)
        rows.push({ minion, outcome: 'silent', says: silenceText(reason) });
      break;
    }
  }
  return rows;
}

function answerOf(minion: string, answer: Return): Ended {
  const { fault, value, success } = readable(answer);
  if (fault) return { minion, outcome: 'refused', says: formatSentence(fault, plain) };
  const says = value === undefined ? '' : String(parseExact(value));
  return { minion, outcome: success ? 'told' : 'gone', says: success ? says : 'it does not run there any more' };
}

/** Those of whom the job itself returned meanwhile. */
async function returned(master: MasterLink, jid: string, minions: readonly string[]): Promise<ReadonlySet<string>> {
  const over = new Set<string>();
  const events = master.watch('job_watch', { jid }, patience);
  const late = new Promise<undefined>((resolve) => void setTimeout(() => resolve(undefined), patience).unref());
  try {
    while (!minions.every((minion) => over.has(minion))) {
      const next = await Promise.race([events.next(), late]);
      if (next === undefined || next.done === true) break;
      const event: JobEvent = next.value;
      if (event.event === 'returned') over.add(event.minion);
      if (event.event === 'ended') break;
    }
  } catch (error) {
    if (!(error instanceof MasterRefused)) throw error;
  }
  return over;
}

function rowsOf(
  { withdrawn, away }: JobKilled,
  heard: readonly Ended[],
  over: ReadonlySet<string>,
  ends: boolean,
): Ended[] {
  const known = new Map<string, Ended>();
  for (const minion of away)
    known.set(minion, { minion, outcome: 'away', says: 'it is not connected, and hears of it when it comes back' });
  for (const one of heard)
    known.set(
      one.minion,
      one.outcome !== 'told' || (ends && !over.has(one.minion))
        ? one
        : { ...one, ...(ends ? { outcome: 'ended', says: overText(one.says) } : { outcome: 'signalled' }) },
    );
  for (const minion of withdrawn)
    if (!['told', 'ended'].includes(known.get(minion)?.outcome ?? ''))
      known.set(minion, { minion, outcome: 'withdrawn', says: 'it had not got it, and will not' });
  return [...known.values()].sort((a, b) => byId(a.minion, b.minion));
}

/** The minion says what it did to end it, and by now it has. */
function overText(says: string): string {
  return says.replace(/^job \d{20} was told to end(?:, and|;) /, 'ended: ');
}
