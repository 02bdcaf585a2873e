import { formatMoment, formatSpan, printable } from '@fleet/output';
import { exitCodes, type JobAtMinion, type MinionWork } from '@fleet/protocol';
import { showAsData, withArguments } from '../commands/answer.js';
import { byId } from '../output/by-id.js';
import { fittingTable } from '../output/fitting-table.js';
import type { Session } from '../session.js';
import { callText } from './call-text.js';

/** What minions work on, and what waits behind it. */
export async function showRunning(session: Session, glob: string | undefined): Promise<number> {
  const answer = await (await session.master()).ask('job_running', glob === undefined ? {} : { minions: glob });
  const minions = [...answer.minions].sort((a, b) => byId(a.minion, b.minion));
  if (await showAsData(session, { minions: minions.map(asData) })) return exitCodes.ok;
  const { terminal } = session;
  if (minions.length === 0) {
    terminal.answer(glob === undefined ? 'nothing runs, and nothing waits' : `nothing runs or waits on ${glob}`);
    return exitCodes.ok;
  }
  const rows = minions.flatMap((work) => work.jobs.map((job, index) => row(work, job, index === 0)));
  terminal.answer(fittingTable(['MINION', 'JID', 'STANDS', 'OPERATOR', 'CALL'], rows, terminal));
  return exitCodes.ok;
}

function row({ minion, up, since }: MinionWork, job: JobAtMinion, first: boolean): string[] {
  const away = up ? '' : ` (not connected${since === undefined ? '' : ` since ${formatMoment(since)}`})`;
  return [first ? `${minion}${away}` : '', job.jid, standing(job), job.operator ?? '', whatOf(job)];
}

function standing({ stands, since, until }: JobAtMinion): string {
  if (stands === 'queued') return `queued${until === undefined ? '' : ` until ${formatMoment(until)}`}`;
  return since === undefined ? stands : `${stands} for ${formatSpan(Math.max(0, Date.now() - since))}`;
}

function whatOf(job: JobAtMinion): string {
  const { function: called, args, kwargs, operator, progress } = job;
  if (called === undefined) return operator === 'schedule' ? "of the minion's own schedule" : 'of somebody else';
  const call = callText({ function: called, args: args ?? '[]', kwargs: kwargs ?? '{}' });
  const last = progress === undefined ? '' : printable(progress).trimEnd().split('\n').at(-1);
  return last ? `${call}: ${last}` : call;
}

function asData(work: MinionWork): unknown {
  return {
    ...work,
    jobs: work.jobs.map((job) =>
      job.args === undefined ? job : withArguments(job as Parameters<typeof withArguments>[0]),
    ),
  };
}
