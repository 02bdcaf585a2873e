import { isList, isMap, type Value } from '@fleet/values';

/** A line of a log of a minion. */
export interface LogRecord {
  readonly minion: string;
  /** Milliseconds since the epoch, by the clock of the minion. */
  readonly time: number;
  /** The unit, or the path of the file. */
  readonly unit: string;
  /** `err`, `warning`, …; absent where nobody knows. */
  readonly level?: string;
  readonly text: string;
}

/** What a follower says about the lines. */
export interface LogNote {
  readonly minion: string;
  readonly note: string;
}

/** A line of the output of `logs.follow`; `undefined` for what is none. */
export function readFollowed(minion: string, line: string): LogRecord | LogNote | undefined {
  const [first = '', second = '', third = '', ...rest] = line.split('\t');
  if (first === '!') return { minion, note: [third, ...rest].join('\t') };
  const time = Date.parse(first);
  if (Number.isNaN(time) || rest.length === 0) return undefined;
  return { minion, time, unit: second, ...(third !== '-' && { level: third }), text: rest.join('\t') };
}

/** What `logs.read` answers. */
export interface LogAnswer {
  readonly records: readonly LogRecord[];
  readonly leftOut: number;
  readonly cut: boolean;
  readonly missing: readonly string[];
}

/** `undefined` for an answer of another shape: of another version, perhaps. */
export function readAnswer(minion: string, value: Value): LogAnswer | undefined {
  const lines = isMap(value) ? value.get('lines') : undefined;
  if (!isMap(value) || !isList(lines)) return undefined;
  return {
    records: lines.flatMap((line) => recordOf(minion, line)),
    leftOut: Number(value.get('left_out') ?? 0),
    cut: value.get('cut') === true,
    missing: missingIn(value),
  };
}

export function missingIn(value: Value): string[] {
  const missing = isMap(value) ? value.get('missing') : undefined;
  return isList(missing) ? missing.map(String) : [];
}

function recordOf(minion: string, line: Value): LogRecord[] {
  if (!isMap(line)) return [];
  const time = Date.parse(String(line.get('time')));
  if (Number.isNaN(time)) return [];
  const level = line.get('level');
  return [
    {
      minion,
      time,
      unit: String(line.get('unit') ?? ''),
      ...(typeof level === 'string' && { level }),
      text: String(line.get('message') ?? ''),
    },
  ];
}
