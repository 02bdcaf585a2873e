import { columnsOf, cutToColumns, formatMoment, formatSpan, printable } from '@fleet/output';
import { exitCodes, type ScheduleRow } from '@fleet/protocol';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData, withArguments } from './answer.js';
import { callText } from '../jobs/call-text.js';

export async function listSchedule(session: Session): Promise<number> {
  const { schedule } = await (await session.master()).ask('schedule_list', {});
  if (await showAsData(session, { schedule: schedule.map(withArguments) })) return exitCodes.ok;
  const { terminal } = session;
  if (schedule.length === 0) {
    terminal.answer('nothing is scheduled: `schedule` of master.yaml says what the master does by itself');
    return exitCodes.ok;
  }
  const now = Date.now();
  const table = formatTable(
    ['NAME', 'WHEN', 'NEXT', 'LAST', 'OUTCOME', 'TARGET', 'CALL'],
    schedule.map((row) => cells(row, now)),
    terminal.paint,
  );
  const width = terminal.screen?.width;
  const fits = width === undefined || schedule.every((row) => columnsOf(cells(row, now).join('  ')) < width);
  terminal.answer(fits ? table : schedule.map((row) => block(row, now, width, session)).join('\n'));
  return exitCodes.ok;
}

export async function showSchedule(session: Session, name: string): Promise<number> {
  const row = await (await session.master()).ask('schedule_show', { name });
  if (await showAsData(session, withArguments(row))) return exitCodes.ok;
  const now = Date.now();
  const { ran, note, jid, splay, missed, role } = row;
  const lines: [string, string][] = [
    ['Call', callText(row)],
    ['Target', row.target],
    ['When', `${whenText(row)}${splay > 0 ? `, late by up to ${formatSpan(splay)}` : ''}`],
    ['Missed', missed === 'run' ? 'is made up for, once' : 'is left out'],
    ['Role', role],
    ['Next', nextText(row, now)],
    ['Last', ran === undefined ? 'never' : `${formatMoment(ran, now)}: ${outcomeText(row)}`],
    ...(note === undefined ? [] : ([['Why', note]] as [string, string][])),
    ...(jid === undefined ? [] : ([['Job', jid]] as [string, string][])),
  ];
  const { terminal } = session;
  terminal.answer(`${terminal.paint.key(`${name}${row.kind === undefined ? '' : `, a check for ${row.kind}`}:`)}`);
  for (const [label, text] of lines) terminal.answer(`${`${label}:`.padStart(11)} ${printable(text)}`);
  return exitCodes.ok;
}

export async function runSchedule(session: Session, name: string): Promise<number> {
  const row = await (await session.master()).ask('schedule_run', { name });
  const begun = row.outcome === 'started';
  const code = begun ? exitCodes.ok : exitCodes.failed;
  if (await showAsData(session, withArguments(row))) return code;
  const { terminal } = session;
  if (begun) terminal.answer(`${name} runs as job ${row.jid}; fleetctl jobs watch ${row.jid}`);
  else terminal.note(terminal.notePaint.bad(`fleetctl: ${name} did not begin: ${printable(row.note ?? '')}`));
  return code;
}

export async function enableSchedule(session: Session, name: string, enabled: boolean): Promise<number> {
  const row = await (await session.master()).ask('schedule_enable', { name, enabled });
  if (await showAsData(session, withArguments(row))) return exitCodes.ok;
  session.terminal.answer(
    enabled
      ? `${name} is enabled; next: ${nextText(row, Date.now())}`
      : `${name} is disabled; fleetctl schedule enable ${name} lets it go on`,
  );
  return exitCodes.ok;
}

function cells(row: ScheduleRow, now: number): string[] {
  const last = row.ran === undefined ? 'never' : formatMoment(row.ran, now);
  return [row.name, whenText(row), nextText(row, now), last, outcomeText(row), row.target, callText(row)];
}

function block(row: ScheduleRow, now: number, width: number, { terminal }: Session): string {
  const cut = (text: string): string => cutToColumns(printable(text), width - 1);
  const [name = '', when = '', next = '', last = '', outcome = ''] = cells(row, now);
  const lines = [when, `next ${next}`, `last ${last}`, outcome, row.target, callText(row)];
  return [terminal.paint.key(cut(name)), ...lines.filter((line) => line !== '').map((line) => cut(`  ${line}`))].join(
    '\n',
  );
}

function whenText({ every, cron }: ScheduleRow): string {
  return every === undefined ? (cron ?? '') : `every ${formatSpan(every)}`;
}

function nextText({ enabled, decided, next }: ScheduleRow, now: number): string {
  if (!enabled) return decided ? 'disabled by an operator' : 'disabled';
  return next === undefined ? 'never' : next <= now ? 'now' : formatMoment(next, now);
}

function outcomeText({ outcome, job }: ScheduleRow): string {
  if (outcome !== 'started' || !job) return outcome ?? '';
  const { ended, expected, returned, failed } = job;
  const returns = `${returned}/${expected} returned`;
  return `${ended ? returns : `goes on, ${returns}`}${failed > 0 ? `, ${failed} failed` : ''}`;
}
