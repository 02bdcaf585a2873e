import { compileGlob } from '@fleet/targeting';
import { wrongCode } from '../codes.js';

/** `# lint: ignore CODE reason`: for its own line, or for the next one where it stands alone; `ignore-file`: for the whole file. */
export interface IgnoreComment {
  readonly line: number;
  readonly column: number;
  /** The line it is for; absent for the whole file. */
  readonly about?: number;
  /** Whether it means a code; codes may be globs. */
  readonly means: (code: string) => boolean;
  /** What keeps it from counting. */
  readonly wrong?: string;
}

const comment = /(?:#|\/\/|;|\{#-?)\s*lint:\s*(ignore(?:-file)?)\b[ \t]*([^\n]*?)\s*(?:-?#\})?\s*$/;

export function readIgnoreComments(text: string): IgnoreComment[] {
  if (!text.includes('lint:')) return [];
  const lines = text.split('\n');
  return lines.flatMap((content, index) => {
    const found = comment.exec(content);
    if (!found) return [];
    const [, word, rest = ''] = found;
    const [code = '', ...reason] = rest.split(/\s+/);
    const line = index + 1;
    const alone = content.slice(0, found.index).trim() === '';
    const wrong =
      code === ''
        ? 'it names no code'
        : !/^[a-z*?]+(?:[.*][a-z*?-]*)*$/.test(code)
          ? `${code} is no code`
          : reason.join('').length === 0
            ? 'it gives no reason'
            : wrongCode(code);
    return [
      {
        line,
        column: found.index + 1,
        means: compileGlob(code),
        ...(word === 'ignore' && { about: alone ? nextLine(lines, index) : line }),
        ...(wrong !== undefined && { wrong }),
      },
    ];
  });
}

/** The line that a comment on a line of its own is for; several comments may stand above it. */
function nextLine(lines: readonly string[], from: number): number {
  let next = from + 1;
  while (next < lines.length && (comment.test(lines[next] as string) || lines[next]?.trim() === '')) next += 1;
  return next + 1;
}
