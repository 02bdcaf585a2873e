import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

/** What a diff may show. */
export interface DiffPolicy {
  /** `show_changes: False`: that there is a difference, and nothing of it. */
  readonly hidden?: boolean;
  /** Only the owner may read the file: keys may be shown, values not. Old secrets are known to nobody, so nothing else is safe. */
  readonly private?: boolean;
  readonly secret: (text: string) => boolean;
}

const mostCharacters = 512 * 1024;
/** Of the diff itself: all chunks of a run share one return, which has room for less than a megabyte. */
const mostShown = 64 * 1024;
const shown = '<secret>';

/** A unified diff, as far as the policy lets it be seen; one sentence where a diff would help nobody. */
export function shownDiff(before: Buffer | string, after: Buffer | string, policy: DiffPolicy): string {
  if (policy.hidden) return '<show_changes=False>';
  if (isBinary(before) || isBinary(after)) return 'Replace binary file';
  const [old, now] = [before.toString(), after.toString()];
  if (old.length + now.length > mostCharacters) return `${old.length} characters replaced by ${now.length}`;
  const patch = structuredPatch('', '', old, now, '', '', { context: 3, maxEditLength: 5_000 });
  if (!patch) return `${lineCount(old)} lines replaced by ${lineCount(now)}, too different to show`;
  const text = shortened(formatPatch(patch, FILE_HEADERS_ONLY));
  if (policy.private) return eachLine(text, masked);
  if (!policy.secret(text)) return text;
  const lines = eachLine(text, (line) => (policy.secret(line) ? masked(line) : line));
  // A secret that spans lines shows in none of them alone.
  return policy.secret(lines) ? shown : lines;
}

/** The beginning, up to the end of a line. */
function shortened(diff: string): string {
  if (diff.length <= mostShown) return diff;
  const kept = diff.slice(0, diff.lastIndexOf('\n', mostShown) + 1);
  return `${kept}\\ ${lineCount(diff) - lineCount(kept)} more lines of the difference are left out\n`;
}

export function isBinary(content: Buffer | string): boolean {
  return typeof content === 'string' ? content.includes('\0') : content.subarray(0, 8192).includes(0);
}

function eachLine(diff: string, change: (line: string) => string): string {
  return diff
    .split('\n')
    .map((line) =>
      /^(---|\+\+\+|@@|\\)/.test(line) || line === '' ? line : `${line.slice(0, 1)}${change(line.slice(1))}`,
    )
    .join('\n');
}

/** `KEY=value` keeps its key. */
function masked(line: string): string {
  if (line.trim() === '' || line.trimStart().startsWith('#')) return line.trimStart().startsWith('#') ? '# …' : line;
  const key = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_.-]*\s*[=:]/.exec(line);
  return key ? `${key[0]}${shown}` : shown;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
