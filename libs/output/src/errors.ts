import { formatDiagnostic, readDiagnostic, type Diagnostic } from '@fleet/diagnostics';
import { isMap, toPlain, type Value } from '@fleet/values';
import { formatNested } from './nested.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';

/** What was refused before anything was touched, under the name of the minion. */
export function formatErrors(minion: string, value: Value, paint: Paint): string {
  return [paint.key(`${printable(minion)}:`), indent(formatDiagnostics(value, paint))].join('\n');
}

/** Each diagnostic with its place and excerpt, then how many there are. */
export function formatDiagnostics(value: Value, paint: Paint): string {
  const items = Array.isArray(value) ? value : [value];
  const errors = items.filter((item) => !(isMap(item) && item.get('severity') === 'warning')).length;
  const count = `${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was run`;
  return [items.map((item) => errorText(item, paint)).join('\n\n'), paint.bad(count)].join('\n');
}

function errorText(item: Value, paint: Paint): string {
  const diagnostic = diagnosticOf(item);
  if (!diagnostic) return formatNested(item, paint);
  const [head = '', ...rest] = printable(formatDiagnostic(diagnostic)).split('\n');
  return [(diagnostic.severity === 'warning' ? paint.would : paint.bad)(head), ...rest].join('\n');
}

/** A diagnostic that travelled as data; `undefined` for a value that is none. */
export function diagnosticOf(item: unknown): Diagnostic | undefined {
  return readDiagnostic(isMap(item) ? toPlain(item) : item);
}

export function indent(text: string, margin = '    '): string {
  return text.replace(/^(?=.)/gm, margin);
}
