import { foldWords, formatMoment, printable, scalarText, type FoldedWord, type Paint } from '@fleet/output';
import { isReservedTag, type EventRow } from '@fleet/protocol';
import { isMap, parseExact, stringifyPlain, type Value } from '@fleet/values';

/** Columns below which the day goes: whoever looks at so little looks at today. */
const narrow = 60;

/**
 * One event as a line for people: when, by whom where the tag does not say it, what, and what it tells as `name=value`. Where a terminal has so many columns, it is
 * folded between words, behind the time.
 */
export function eventLine({ at, minion, tag, data }: EventRow, paint: Paint, width = Infinity): string {
  const moment = width < narrow ? formatMoment(at).slice(-8) : formatMoment(at);
  const who = minion !== undefined && !isReservedTag(tag) ? [{ text: printable(minion), paint: paint.key }] : [];
  const words: FoldedWord[] = [
    { text: moment, paint: paint.faint },
    ...who,
    { text: printable(tag), paint: (text) => paintedTag(tag, text, paint) },
    ...told(parseExact(data)).map((text) => ({ text: printable(text).replaceAll('\n', ' ') })),
  ];
  return foldWords(words, width, width < narrow ? 2 : moment.length + 1);
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

function paintedTag(tag: string, shown: string, paint: Paint): string {
  if (!isReservedTag(tag)) return shown;
  return bad.test(tag) ? paint.bad(shown) : paint.key(shown);
}

/** What is empty says nothing, and is left out. */
function told(value: Value): string[] {
  if (!isMap(value)) return [word(value)];
  return [...value]
    .filter(([, item]) => !(Array.isArray(item) && item.length === 0) && !(isMap(item) && item.size === 0))
    .map(([name, item]) => `${scalarText(name)}=${name === 'target' ? target(item) : word(item)}`);
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
