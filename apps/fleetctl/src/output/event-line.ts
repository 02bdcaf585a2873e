import { formatMoment, printable, scalarText, type Paint } from '@fleet/output';
import { isReservedTag, type EventRow } from '@fleet/protocol';
import { isMap, parseExact, stringifyPlain, type Value } from '@fleet/values';

/** One event as a line for people: when, by whom where the tag does not say it, what, and what it tells as `name=value`. */
export function eventLine({ at, minion, tag, data }: EventRow, paint: Paint): string {
  const who = minion !== undefined && !isReservedTag(tag) ? `${paint.key(printable(minion))} ` : '';
  const words = [formatMoment(at), `${who}${paintedTag(tag, paint)}`, printable(told(parseExact(data)))];
  return `${paint.faint(words[0] as string)} ${words.slice(1).join(' ')}`.trimEnd();
}

/** One event as data; a list and a line hold the same. */
export function eventData({ sequence, at, minion, tag, data }: EventRow): Value {
  return new Map<Value, Value>([
    ['sequence', sequence],
    ['at', new Date(at).toISOString()],
    ...(minion === undefined ? [] : ([['minion', minion]] as [Value, Value][])),
    ['tag', tag],
    ['data', parseExact(data)],
  ]);
}

const bad = /^(minion\/[^/]+\/(down|duplicate)|rollout\/[^/]+\/(failed|reverting|paused)|key\/[^/]+\/rejected)$/;

function paintedTag(tag: string, paint: Paint): string {
  const shown = printable(tag);
  if (!isReservedTag(tag)) return shown;
  return bad.test(tag) ? paint.bad(shown) : paint.key(shown);
}

/** What is empty says nothing, and is left out. */
function told(value: Value): string {
  if (!isMap(value)) return word(value);
  return [...value]
    .filter(([, item]) => !(Array.isArray(item) && item.length === 0) && !(isMap(item) && item.size === 0))
    .map(([name, item]) => `${scalarText(name)}=${name === 'target' ? target(item) : word(item)}`)
    .join(' ');
}

/** A glob is the usual target, and speaks for itself. */
function target(value: Value): string {
  const [type, expression] = isMap(value) ? [value.get('type'), value.get('expression')] : [];
  if (typeof type !== 'string' || typeof expression !== 'string') return word(value);
  return type === 'glob' ? word(expression) : word(`${type} ${expression}`);
}

function word(value: Value): string {
  if (typeof value !== 'string')
    return isMap(value) || Array.isArray(value) ? stringifyPlain(value) : scalarText(value);
  return /^[^\s"'=\\{[]+$/.test(value) ? value : stringifyPlain(value);
}
