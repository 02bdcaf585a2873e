import { Float, stringifyExact, type Value } from '@fleet/values';
import type { Paint } from './paint.js';
import { printable } from './printable.js';

/** A value in Salt's nested style: mappings indent by four, list items stand behind `- `, a nested container behind `|_`. */
export function formatNested(value: Value, paint: Paint, indent = 0): string {
  const rows: string[] = [];
  show(value, indent, '', rows, paint);
  return rows.join('\n');
}

/** `name:` with the value indented below, the form of one minion's return. */
export function formatNamed(name: string, value: Value, paint: Paint): string {
  return `${paint.key(`${printable(name)}:`)}\n${formatNested(value, paint, 4)}`;
}

function show(value: Value, indent: number, prefix: string, rows: string[], paint: Paint): void {
  const margin = ' '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return void rows.push(`${margin}${prefix}[]`);
    for (const item of value) showItem(item, indent, rows, paint);
  } else if (value instanceof Map) {
    if (value.size === 0) return void rows.push(`${margin}${prefix}{}`);
    if (indent > 0) rows.push(margin + paint.key('----------'));
    for (const [key, item] of value) {
      rows.push(margin + paint.key(`${scalarText(key)}:`));
      if (key === 'diff' && typeof item === 'string') showDiff(item, indent + 4, rows, paint);
      else show(item, indent + 4, '', rows, paint);
    }
  } else {
    const colour = typeof value === 'string' ? paint.good : paint.would;
    for (const line of scalarText(value).split('\n')) rows.push(margin + colour(prefix + line));
  }
}

/** The lines of a diff in colours of their own. */
function showDiff(diff: string, indent: number, rows: string[], paint: Paint): void {
  for (const line of scalarText(diff).split('\n')) {
    const colour = line.startsWith('-') ? paint.bad : line.startsWith('@') ? paint.changed : paint.good;
    const neutral = line.startsWith(' ') || line === '';
    rows.push(' '.repeat(indent) + (neutral ? line : colour(line)));
  }
}

function showItem(item: Value, indent: number, rows: string[], paint: Paint): void {
  const container = (item instanceof Map && item.size > 0) || (Array.isArray(item) && item.length > 0);
  if (!container) return show(item, indent, '- ', rows, paint);
  rows.push(' '.repeat(indent) + paint.good('|_'));
  show(item, indent + 2, '', rows, paint);
}

/** A scalar (or a key that is none) as Python prints it: `True`, `None`, `1.0`. */
export function scalarText(value: Value): string {
  if (typeof value === 'string') return printable(value.replace(/\r\n/g, '\n').replace(/\n$/, ''));
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  if (value instanceof Float)
    return Number.isFinite(value.value) ? stringifyExact(value) : String(value.value).toLowerCase();
  return printable(stringifyExact(value));
}
