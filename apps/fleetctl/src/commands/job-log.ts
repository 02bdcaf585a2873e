import { setTimeout as pause } from 'node:timers/promises';
import { plain, printable, type Paint } from '@fleet/output';
import { exitCodes, isJid, type JobLogPart } from '@fleet/protocol';
import { UsageProblem } from '../command-line/target.js';
import { MasterUnreachable, type MasterLink } from '../master-link.js';
import { paintPhase } from '../output/phase.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

/** Milliseconds between two looks at the log of a job that goes on, and for how long a master may be away. */
const between = 500;
const patience = 120_000;

/** The log of a job, part by part; with `follow`, until the job has ended. */
export async function showJobLog(
  session: Session,
  jid: string,
  { minion, follow }: Readonly<Record<string, unknown>>,
): Promise<number> {
  if (!isJid(jid))
    throw new UsageProblem(`"${jid}" is no jid: jids have 20 digits, and \`fleetctl jobs list\` shows them`);
  const { terminal, settings } = session;
  const whole = settings.out === 'json' || settings.out === 'yaml';
  if (whole && follow === true) throw new UsageProblem(`--follow goes with --out ndjson, and not with ${settings.out}`);
  const ask = { jid, ...(minion !== undefined && { minion: String(minion) }) };
  const master = await session.master();
  const lines: LogLine[] = [];
  let none: JobLogPart['none'];
  for await (const part of parts(master, ask, follow === true)) {
    none = part.none;
    for (const line of part.text.split('\n').slice(0, -1)) {
      if (whole) lines.push(readLine(line));
      else if (settings.out === 'ndjson') await showAsData(session, readLine(line));
      else terminal.answer(painted(line, terminal.paint));
    }
  }
  if (whole) await showAsData(session, { jid, lines });
  if (none !== undefined && !settings.quiet) terminal.note(reasons[none]);
  return exitCodes.ok;
}

const reasons: Readonly<Record<NonNullable<JobLogPart['none']>, string>> = {
  off: 'the master writes no logs of jobs (job_logs of its configuration)',
  'nothing-said': 'the job only looked at something, and its minions said nothing while it ran: there is no log',
  'not-kept': 'the log of this job is not there: it is too old, or was never written; the log of the master tells why',
};

type LogAsk = { readonly jid: string; readonly minion?: string };

async function* parts(master: MasterLink, ask: LogAsk, follow: boolean): AsyncGenerator<JobLogPart> {
  let after = 0;
  let heard = performance.now();
  for (;;) {
    const part = await master.ask('job_log', { ...ask, after }).catch((error: unknown) => {
      // A master that is started anew goes on with the log.
      if (!follow || !(error instanceof MasterUnreachable) || performance.now() - heard > patience) throw error;
      return undefined;
    });
    if (part) {
      heard = performance.now();
      after = part.next;
      yield part;
      if (part.more) continue;
      if (!follow || part.ended || part.none === 'off') return;
    }
    await pause(between);
  }
}

interface LogLine {
  /** Absent: it is about the job. */
  readonly minion?: string;
  readonly text: string;
}

/** `web1: what it said`, `web1> part of it`, `web1 returned …`, `# the job`. */
const written = /^([A-Za-z0-9._-]+)(?:[:>] | (?=\S))(.*)$/s;

function readLine(line: string): LogLine {
  const [, minion, text = ''] = written.exec(line) ?? [];
  return minion === undefined ? { text: line.replace(/^# /, '') } : { minion, text };
}

function painted(line: string, paint: Paint = plain): string {
  const text = printable(line);
  if (text.startsWith('#')) return paint.faint(text);
  const [, minion = '', mark = '', rest = ''] = /^([A-Za-z0-9._-]+)([:>]? )(.*)$/s.exec(text) ?? [];
  if (minion === '') return text;
  const outcome = mark === ' ' && rest.startsWith('returned ');
  const shown = outcome ? (rest.includes(': ok, after') ? paint.good(rest) : paint.bad(rest)) : paintPhase(rest, paint);
  return `${paint.key(minion)}${mark}${shown}`;
}
