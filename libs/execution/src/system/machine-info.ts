/** Free text about the machine, in the syntax of a shell's assignments. */
export const machineInfo = '/etc/machine-info';

const pattern = /^\s*PRETTY_HOSTNAME=(.*)$/;

/** The last one counts, as with a shell. */
export function prettyName(text: string): string | undefined {
  const found = text.split('\n').flatMap((line) => pattern.exec(line)?.[1] ?? []);
  const raw = found.at(-1)?.trim();
  if (raw === undefined) return undefined;
  if (/^".*"$/.test(raw)) return raw.slice(1, -1).replace(/\\(["\\$`])/g, '$1');
  return /^'.*'$/.test(raw) ? raw.slice(1, -1) : raw;
}

export function isPrettyNameLine(line: string): boolean {
  return pattern.test(line);
}

export function prettyNameLine(name: string): string {
  return `PRETTY_HOSTNAME="${name.replace(/(["\\$`])/g, '\\$1')}"`;
}
