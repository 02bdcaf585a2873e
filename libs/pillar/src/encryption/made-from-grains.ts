import type { Place } from '@fleet/diagnostics';
import { isList, isMap, type Value } from '@fleet/values';
import { isEncrypted } from './age.js';

interface Written {
  readonly value: Value;
  at(container: Value, step?: Value): Place | undefined;
  /** The file as its author wrote it. */
  readonly text: string;
}

/**
 * The encrypted values of a file whose template looked at grains, but for those that stand in the file itself, word for word, at their
 * place. A minion says its grains, and any way of writing one may come out as an encrypted value: what belongs to another minion would be
 * opened for this one.
 */
export function madeFromGrains(path: string, { value, at, text }: Written): ReadonlySet<string> {
  const found = new Set<string>();
  const lines = text.split('\n');
  visit(value, undefined);
  return found;

  function visit(item: Value, place: Place | undefined): void {
    if (typeof item === 'string') {
      if (isEncrypted(item) && !(place?.file === path && standsAt(lines, place, item))) found.add(item);
      return;
    }
    if (!isMap(item) && !isList(item)) return;
    for (const [key, inner] of item.entries() as Iterable<[Value, Value]>) visit(inner, at(item, key));
  }
}

/** Key or dash, nothing that a template writes, and at most the line end that begins a block. */
const leadIn = /^[^\n{]*(?:[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n[ \t]*)?$/;

function standsAt(lines: readonly string[], { line, column }: Place, value: string): boolean {
  const wanted = squeezed(value);
  // A block has the lines of the value and its key's; quoted on one line it has escapes instead.
  const from = lines
    .slice(line - 1, line + value.split('\n').length)
    .join('\n')
    .slice(Math.max(0, column - 1));
  const start = from.indexOf('-----BEGIN');
  return start >= 0 && leadIn.test(from.slice(0, start)) && squeezed(from.slice(start)).startsWith(wanted);
}

function squeezed(text: string): string {
  return text.replace(/\s|\\n/g, '');
}
