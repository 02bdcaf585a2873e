import { formatDuration, formatMoment, formatReturn, printable, readable } from '@fleet/output';
import { exitCodes, type JobDetails } from '@fleet/protocol';
import { showAsData, withArguments, withValue } from '../commands/answer.js';
import { byId } from '../output/by-id.js';
import { openReturns } from '../output/returns.js';
import { returnStyle } from '../output/return-style.js';
import { formatSilence } from '../output/silence.js';
import type { Session } from '../session.js';
import { chunksOfReturn } from '@fleet/output';
import { callText, targetText } from './call-text.js';
import { demandJid } from './jid.js';

type Row = JobDetails['minions'][number];

export async function showJob(session: Session, jid: string): Promise<number> {
  await demandJid(session, jid);
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
  await showReturns(session, minions);
  for (const row of minions) {
    if (!row.return) terminal.answer(terminal.paint.bad(withoutReturn(row, job)));
    if (row.output) terminal.answer(soFar(row.minion, row.output));
  }
  return exitCodes.ok;
}

/** As they are shown when a job ends: on a terminal what is the same once. */
async function showReturns(session: Session, minions: readonly Row[]): Promise<void> {
  const { terminal, settings } = session;
  const returned = minions.flatMap(({ minion, return: answer }) =>
    answer ? [{ minion, answer: readable(answer) }] : [],
  );
  if (!(settings.group ?? terminal.interactive) && settings.out !== 'table') {
    const style = returnStyle(session);
    for (const { minion, answer } of returned) terminal.answer(await formatReturn(minion, answer, style));
    return;
  }
  const printer = openReturns(terminal, settings);
  printer.expect?.(returned.map(({ minion }) => minion));
  for (const { minion, answer } of returned) await printer.add(minion, answer, chunksOfReturn(answer));
  await printer.finish({
    ...{ expected: minions.length, silent: [], unknown: [], queued: [], left: false, code: exitCodes.ok },
    counts: { ok: 0, changed: 0, would: 0, failed: 0 },
  });
}

function withoutReturn({ minion, silence, queued, acknowledged }: Row, job: JobDetails): string {
  if (silence) return formatSilence(minion, silence);
  if (queued) {
    const until = job.queuedUntil === undefined ? '' : `, until ${formatMoment(job.queuedUntil)}`;
    return `${minion} gets it when it comes back${until}`;
  }
  const began = acknowledged === undefined ? '' : `; it began ${formatMoment(acknowledged)}`;
  return `${minion} has not answered yet${began}`;
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
    ...(job.rerunOf === undefined ? [] : [`repeats job ${job.rerunOf}`]),
    `${job.returned} of ${job.expected} returned, ${job.failed} failed${times(job.minions)}`,
    '',
  ];
  return rows.join('\n');
}

/** Where several worked on it: who was quick, and who was slow. */
function times(minions: readonly Row[]): string {
  const sorted = minions
    .flatMap(({ minion, return: answer }) => (answer ? [{ minion, took: answer.duration }] : []))
    .sort((a, b) => a.took - b.took);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length < 2) return '';
  return `; from ${formatDuration(first.took)} (${first.minion}) to ${formatDuration(last.took)} (${last.minion})`;
}
