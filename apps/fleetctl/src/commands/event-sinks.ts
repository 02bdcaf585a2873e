import { formatMoment, formatSpan, inOneLine } from '@fleet/output';
import { exitCodes, type SinkRow } from '@fleet/protocol';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

export async function showSinks(session: Session): Promise<number> {
  const { sinks } = await (await session.master()).ask('event_sinks', {});
  if (await showAsData(session, { sinks })) return exitCodes.ok;
  const { terminal } = session;
  if (sinks.length === 0) {
    terminal.answer('master.yaml names no sinks (docs/events.md)');
    return exitCodes.ok;
  }
  const rows = sinks.map((sink) => [
    ...[sink.name, sink.kind, stateOf(sink), String(sink.behind), sink.lag === undefined ? '' : formatSpan(sink.lag)],
    ...[String(sink.delivered), String(sink.lost), sink.to],
  ]);
  const headings = ['SINK', 'KIND', 'STATE', 'BEHIND', 'LAG', 'SENT', 'LOST', 'TO'];
  terminal.answer(formatTable(headings, rows, terminal.paint));
  for (const { name, failures, error, errorAt, next } of sinks) {
    if (error === undefined || failures === 0) continue;
    const when = next === undefined ? '' : `; the next try is ${formatMoment(next)}`;
    const times = `${failures} ${failures === 1 ? 'try' : 'tries'} failed, the last ${formatMoment(errorAt ?? 0)}`;
    terminal.note(terminal.notePaint.bad(`${name}: ${times}: ${inOneLine(error, 300)}${when}`));
  }
  return exitCodes.ok;
}

export async function testSink(session: Session, name: string): Promise<number> {
  const tested = await (await session.master()).ask('event_sink_test', { name });
  const code = tested.ok ? exitCodes.ok : exitCodes.failed;
  if (await showAsData(session, tested)) return code;
  const { terminal } = session;
  if (tested.ok) terminal.answer(`${name} took the test event, in ${Math.round(tested.duration)} ms`);
  else terminal.note(terminal.notePaint.bad(`${name} did not take the test event: ${inOneLine(tested.error, 300)}`));
  return code;
}

function stateOf({ state, failures }: SinkRow): string {
  return state === 'waiting' ? `waiting (${failures})` : state;
}
