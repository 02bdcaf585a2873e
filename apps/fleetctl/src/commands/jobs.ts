import { formatDuration, formatMoment, formatReturn, printable, readable, scalarText } from '@fleet/output';
import { exitCodes, isJid, type JobDetails, type JobRow } from '@fleet/protocol';
import { isMap, parseExact, stringifyPlain } from '@fleet/values';
import { parseMoment } from '../command-line/moment.js';
import { UsageProblem } from '../command-line/target.js';
import { returnStyle } from '../output/return-style.js';
import { byId } from '../output/returns.js';
import { formatSilence } from '../output/silence.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData, withArguments, withValue } from './answer.js';

export async function listJobs(session: Session, options: Readonly<Record<string, unknown>>): Promise<number> {
  const limit = Number(options['limit'] ?? 25);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageProblem('--limit is a whole number of at least 1');
  const { jobs } = await (await session.master()).ask('job_list', { limit, ...filterOf(options) });
  if (await showAsData(session, { jobs: jobs.map(withArguments) })) return exitCodes.ok;
  const rows = jobs.map((job) => [
    job.jid,
    formatMoment(job.created),
    `${job.returned}/${job.expected}${job.queued === undefined ? '' : `, ${job.queued} queued`}`,
    String(job.failed),
    job.operator,
    targetText(job),
    callText(job),
  ]);
  const headings = ['JID', 'CREATED', 'RETURNED', 'FAILED', 'OPERATOR', 'TARGET', 'CALL'];
  session.terminal.answer(jobs.length === 0 ? 'no jobs' : formatTable(headings, rows, session.terminal.paint));
  return exitCodes.ok;
}

function filterOf({ function: called, operator, since, failed, running }: Readonly<Record<string, unknown>>) {
  if (failed === true && running === true) throw new UsageProblem('--failed and --running exclude each other');
  return {
    ...(called !== undefined && { function: String(called) }),
    ...(operator !== undefined && { operator: String(operator) }),
    ...(since !== undefined && { since: parseMoment(String(since)) }),
    ...(failed === true && { outcome: 'failed' as const }),
    ...(running === true && { outcome: 'running' as const }),
  };
}

export async function cancelJob(session: Session, jid: string): Promise<number> {
  checkJid(jid);
  const { cancelled } = await (await session.master()).ask('job_cancel', { jid });
  const minions = [...cancelled].sort(byId);
  if (await showAsData(session, { cancelled: minions })) return exitCodes.ok;
  session.terminal.answer(
    minions.length === 0 ? 'everybody has it already; nothing was withdrawn' : `withdrawn from ${minions.join(', ')}`,
  );
  return exitCodes.ok;
}

function checkJid(jid: string): void {
  if (!isJid(jid))
    throw new UsageProblem(`"${jid}" is no jid: jids have 20 digits, and \`fleetctl jobs list\` shows them`);
}

export async function showJob(session: Session, jid: string): Promise<number> {
  checkJid(jid);
  const job = await (await session.master()).ask('job_show', { jid });
  const minions = [...job.minions].sort((a, b) => byId(a.minion, b.minion));
  if (
    await showAsData(session, {
      ...withArguments(job),
      minions: minions.map((row) => ({ ...row, ...(row.return ? { return: withValue(row.return) } : {}) })),
    })
  )
    return exitCodes.ok;
  const { terminal } = session;
  terminal.answer(heading(job));
  const style = returnStyle(session);
  for (const row of minions) {
    if (!row.return) continue;
    terminal.answer(await formatReturn(row.minion, readable(row.return), style));
    if (row.output) terminal.answer(soFar(row.minion, row.output));
  }
  for (const row of minions) {
    if (row.return) continue;
    terminal.answer(terminal.paint.bad(withoutReturn(row, job)));
    if (row.output) terminal.answer(soFar(row.minion, row.output));
  }
  return exitCodes.ok;
}

function withoutReturn({ minion, silence, queued }: JobDetails['minions'][number], job: JobDetails): string {
  if (silence) return formatSilence(minion, silence);
  if (!queued) return `${minion} has not answered yet`;
  const until = job.queuedUntil === undefined ? '' : `, until ${formatMoment(job.queuedUntil)}`;
  return `${minion} gets it when it comes back${until}`;
}

function soFar(minion: string, { start, text }: { readonly start: number; readonly text: string }): string {
  const lines = printable(text.trimEnd()).split('\n');
  const before = start === 0 ? '' : `, without the first ${start} bytes`;
  return [`what ${minion} said so far${before}:`, ...lines.map((line) => `    ${line}`)].join('\n');
}

function heading(job: JobDetails): string {
  const ended = job.ended === undefined ? 'going on' : `ended after ${formatDuration(job.ended - job.created)}`;
  const rows = [
    `${job.jid}: ${callText(job)}`,
    `on ${targetText(job)}, by ${job.operator}, ${formatMoment(job.created)}, ${ended}`,
    ...(job.rollout === undefined ? [] : [`${job.step ?? 'a step'} of rollout ${job.rollout}`]),
    `${job.returned} of ${job.expected} returned, ${job.failed} failed`,
    '',
  ];
  return rows.join('\n');
}

function targetText({ target }: JobRow): string {
  return target.type === 'glob' ? target.expression : `${target.type} ${target.expression}`;
}

/** The call as it was typed, more or less. */
export function callText(job: Pick<JobRow, 'function' | 'args' | 'kwargs'>): string {
  const args = parseExact(job.args);
  const kwargs = parseExact(job.kwargs);
  const words = Array.isArray(args) ? args.map(word) : [];
  const named = isMap(kwargs) ? [...kwargs].map(([key, value]) => `${scalarText(key)}=${word(value)}`) : [];
  const text = [job.function, ...words, ...named].join(' ');
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function word(value: Parameters<typeof scalarText>[0]): string {
  const text = isMap(value) || Array.isArray(value) ? stringifyPlain(value) : scalarText(value);
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
