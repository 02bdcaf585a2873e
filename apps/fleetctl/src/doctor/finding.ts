/** What a check found. `ok` is told too: whoever asks a doctor wants to know what was looked at. */
export interface Finding {
  /** `bus`, `clock`, `minions` */
  readonly check: string;
  readonly severity: Severity;
  /** One sentence for people. */
  readonly says: string;
  /** What mends it, one command a line, as it is typed. */
  readonly mend?: readonly string[];
}

export const severities = ['ok', 'note', 'warning', 'error'] as const;
export type Severity = (typeof severities)[number];

export function worst(findings: readonly Finding[]): Severity {
  return findings.reduce<Severity>(
    (gravest, { severity }) => (severities.indexOf(severity) > severities.indexOf(gravest) ? severity : gravest),
    'ok',
  );
}

/** Ids in a sentence: the first few, and how many more there are. */
export function someOf(ids: readonly string[], most = 5): string {
  const more = ids.length - most;
  return more > 0 ? `${ids.slice(0, most).join(', ')} and ${more} more` : ids.join(', ');
}

/** Ids as the target of a command. */
export function targetOf(ids: readonly string[]): string {
  return `-L ${wordOf(ids.slice(0, 20).join(','))}`;
}

/** A name as it is typed: whoever chose it, a shell that it is pasted into reads one word. */
export function wordOf(name: string): string {
  return /^[\w.@%+,:/][\w.@%+,:/-]*$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

export function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}
