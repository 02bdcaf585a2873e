import { formatDiagnostic, type Diagnostic } from '@fleet/diagnostics';
import { isMap, toPlain, type Value } from '@fleet/values';
import { formatNested } from './nested.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';

/** What was refused before anything was touched: each diagnostic with its place and excerpt, then how many there are. */
export function formatErrors(minion: string, value: Value, paint: Paint): string {
  const items = Array.isArray(value) ? value : [value];
  const blocks = items.map((item) => indent(errorText(item, paint)));
  const errors = items.filter((item) => !(isMap(item) && item.get('severity') === 'warning')).length;
  const count = `${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was run`;
  return [paint.key(`${printable(minion)}:`), blocks.join('\n\n'), indent(paint.bad(count))].join('\n');
}

function errorText(item: Value, paint: Paint): string {
  const diagnostic = readDiagnostic(item);
  if (!diagnostic) return formatNested(item, paint);
  const [head = '', ...rest] = printable(formatDiagnostic(diagnostic)).split('\n');
  return [(diagnostic.severity === 'warning' ? paint.would : paint.bad)(head), ...rest].join('\n');
}

/** A diagnostic that travelled as data; `undefined` for a value that is none. */
export function readDiagnostic(item: unknown): Diagnostic | undefined {
  const data = isMap(item) ? toPlain(item) : item;
  if (typeof data !== 'object' || data === null) return undefined;
  const { summary, code, severity } = data as Partial<Diagnostic>;
  return typeof summary === 'string' && typeof code === 'string' && typeof severity === 'string'
    ? (data as Diagnostic)
    : undefined;
}

export function indent(text: string, margin = '    '): string {
  return text.replace(/^(?=.)/gm, margin);
}
