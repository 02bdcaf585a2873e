/** One line of a log, wherever it came from. */
export interface LogLine {
  /** Milliseconds since the epoch: what the line says of itself, else when it was read. */
  readonly time: number;
  /** The unit (`cortensord@node_01`) or the path of the file. */
  readonly source: string;
  /** As syslog counts: 0 emerg … 7 debug. Absent where the line does not tell. */
  readonly level?: number;
  readonly text: string;
}

export const levelNames = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const;

const otherNames: Readonly<Record<string, number>> = { error: 3, warn: 4, panic: 0, critical: 2 };

/** `err`, `warning`, `3`; `undefined` for what is none. */
export function levelOf(name: string): number | undefined {
  const word = name.trim().toLowerCase();
  const known = levelNames.indexOf(word as (typeof levelNames)[number]);
  if (known >= 0) return known;
  return /^[0-7]$/.test(word) ? Number(word) : otherNames[word];
}
