/** The lines of `--format '{{json .}}'`, which all versions print; `--format json` means the word json before version 23. */
export function jsonLines(text: string): Record<string, string>[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, string>);
}

export const asJson = ['--format', '{{json .}}'] as const;

/** What `docker inspect` prints: a list, empty where nothing was found. */
export function inspected(text: string): Record<string, unknown>[] {
  const list: unknown = JSON.parse(text.slice(Math.max(text.indexOf('['), 0)) || '[]');
  return Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
}
