import { formatMoment, formatSpan } from '@fleet/output';
import { exitCodes, type EventCountAnswer } from '@fleet/protocol';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';
import { choiceOf, type EventOptions } from './event-choice.js';

const minute = 60_000;

export async function countEvents(session: Session, tag: string | undefined, options: EventOptions): Promise<number> {
  const answer = await ask(session, tag, options);
  if (await showAsData(session, answer)) return exitCodes.ok;
  const rows = answer.rows.map(({ name, count, last }) => [String(count), formatMoment(last), name]);
  return show(session, answer, ['COUNT', 'LAST', heading(options)], rows);
}

export async function rateEvents(session: Session, tag: string | undefined, options: EventOptions): Promise<number> {
  const answer = await ask(session, tag, options);
  const minutes = Math.max(1, (answer.until - answer.since) / minute);
  const rows = answer.rows.map((row) => ({ ...row, perMinute: Math.round((row.count / minutes) * 100) / 100 }));
  const perMinute = Math.round((answer.total / minutes) * 100) / 100;
  if (await showAsData(session, { ...answer, rows, perMinute })) return exitCodes.ok;
  const lines = rows.map(({ name, perMinute: rate, busiest }) => [
    ...[rate.toFixed(2), `${busiest.count}, ${formatMoment(busiest.at).replace(/:\d\d$/, '')}`, name],
  ]);
  return show(
    session,
    answer,
    ['PER MINUTE', 'BUSIEST', heading(options)],
    lines,
    `, ${perMinute.toFixed(2)} a minute`,
  );
}

async function ask(session: Session, tag: string | undefined, options: EventOptions): Promise<EventCountAnswer> {
  const by = options['by'] === 'minion' ? 'minion' : 'tag';
  return (await session.master()).ask('event_count', { ...choiceOf(tag, options), by });
}

function heading(options: EventOptions): string {
  return options['by'] === 'minion' ? 'MINION' : 'TAG';
}

/** Numbers first: however long a name is, they stand under each other on the narrowest terminal. */
function show(
  { terminal, settings }: Session,
  { total, others, since, until }: EventCountAnswer,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  more = '',
): number {
  terminal.answer(rows.length === 0 ? 'no events' : formatTable(headings, rows, terminal.paint));
  if (others.names > 0) terminal.answer(`and ${others.names} more names with ${others.count} events`);
  if (!settings.quiet && rows.length > 0)
    terminal.note(`${total} ${total === 1 ? 'event' : 'events'} in ${formatSpan(until - since)}${more}`);
  return exitCodes.ok;
}
