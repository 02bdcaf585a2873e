import { joinLines, splitLines } from '@fleet/edits';

/** What logins and sessions get (`pam_env`): one `NAME=value` on a line. */
export const environmentFile = '/etc/environment';

/** A sentence for what can be no variable. */
export function variableProblem(name: string, value: string | undefined): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${JSON.stringify(name)} is not the name of a variable`;

  return value !== undefined && /[\0\r\n]/.test(value) ? `the value of ${name} must be one line` : undefined;
}

/** The text with the variables as wanted (`undefined`: not there); every other line stays as it is. */
export function editEnvironment(text: string, wanted: ReadonlyMap<string, string | undefined>): string {
  const { lines, ended } = splitLines(text);
  const known = valuesOf(text);
  const kept = lines.flatMap((line) => {
    const name = nameOn(line);
    if (name === undefined || !wanted.has(name)) return [line];
    const value = wanted.get(name);
    if (value === undefined) return [];
    return known.get(name) === value ? [line] : [lineOf(name, value)];
  });
  const present = new Set(kept.map(nameOn));
  const added = [...wanted].flatMap(([name, value]) =>
    value === undefined || present.has(name) ? [] : [lineOf(name, value)],
  );
  return joinLines([...kept, ...added], ended || added.length > 0);
}

export function valuesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of splitLines(text).lines) {
    const [, name, raw = ''] = pattern.exec(line) ?? [];
    if (name !== undefined) found.set(name, /^(["']).*\1$/.test(raw.trim()) ? raw.trim().slice(1, -1) : raw.trim());
  }
  return found;
}

const pattern = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;

function nameOn(line: string): string | undefined {
  return pattern.exec(line)?.[1];
}

/** The reader of this file takes no escapes: quotes come off at both ends, and nothing else is changed. */
function lineOf(name: string, value: string): string {
  return `${name}="${value}"`;
}
