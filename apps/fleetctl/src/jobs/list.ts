import { formatMoment } from '@fleet/output';
import { exitCodes, type JobListAsk, type JobOutcome, type JobRow } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { showAsData, withArguments } from '../commands/answer.js';
import { fittingTable } from '../output/fitting-table.js';
import type { Session } from '../session.js';
import { callText, targetText } from './call-text.js';
import { demandJid } from './jid.js';
import { parseMoment } from '../command-line/moment.js';

type Options = Readonly<Record<string, unknown>>;

export async function listJobs(session: Session, options: Options): Promise<number> {
  const ask = askOf(options);
  if (ask.before !== undefined) await demandJid(session, ask.before);
  const { jobs, more } = await (await session.master()).ask('job_list', ask);
  if (await showAsData(session, { jobs: jobs.map(withArguments), ...(more && { more }) })) return exitCodes.ok;
  const { terminal } = session;
  const headings = ['JID', 'CREATED', 'RETURNED', 'FAILED', 'OPERATOR', 'TARGET', 'CALL'];
  terminal.answer(jobs.length === 0 ? 'no jobs' : fittingTable(headings, jobs.map(row), terminal, 2));
  const oldest = jobs.filter(({ operator }) => operator !== 'schedule').at(-1) ?? jobs.at(-1);
  if (more && oldest && !session.settings.quiet) terminal.note(`older ones: the same with --before ${oldest.jid}`);
  return exitCodes.ok;
}

function row(job: JobRow): string[] {
  return [
    job.jid,
    formatMoment(job.created),
    `${job.returned}/${job.expected}${job.queued === undefined ? '' : `, ${job.queued} queued`}`,
    `${job.failed}${job.silent ? `, ${job.silent} silent` : ''}`,
    job.operator,
    targetText(job),
    callText(job),
  ];
}

function askOf(options: Options): JobListAsk {
  const limit = Number(options['limit'] ?? 25);
  if (!Number.isInteger(limit) || limit < 1 || limit > 9999)
    throw new UsageProblem('--limit is a whole number from 1 to 9999');
  const text = (name: string): string | undefined => (options[name] === undefined ? undefined : String(options[name]));
  const [called, operator, minion, before] = ['function', 'operator', 'minion', 'before'].map(text);
  const [since, until] = ['since', 'until'].map((name) =>
    options[name] === undefined ? undefined : parseMoment(String(options[name])),
  );
  if (since !== undefined && until !== undefined && until < since)
    throw new UsageProblem('--until is before --since: no job fits both');
  const outcome = outcomeOf(options);
  return {
    limit,
    ...(called !== undefined && { function: called }),
    ...(operator !== undefined && { operator }),
    ...(minion !== undefined && { minion }),
    ...(before !== undefined && { before }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(outcome !== undefined && { outcome }),
    ...(options['gates'] === true && { gates: true }),
  };
}

function outcomeOf({ outcome, failed, running }: Options): JobOutcome | undefined {
  const said = [outcome, failed === true && 'failed', running === true && 'running'].filter(
    (one): one is JobOutcome => typeof one === 'string',
  );
  if (said.length > 1) throw new UsageProblem('--outcome, --failed and --running exclude each other');
  return said[0];
}
