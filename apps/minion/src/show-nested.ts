import { stringifyExact, type Value } from '@fleet/values';

/** A value as Salt's outputter of that name shows it: keys above, what they hold indented below. */
export function showNested(value: Value, indent = 0): string {
  const margin = ' '.repeat(indent);
  if (value instanceof Map) {
    if (value.size === 0) return `${margin}{}`;
    const rows = [...value].map(([key, item]) => `${margin}${scalar(key)}:\n${showNested(item, indent + 4)}`);
    return [...(indent > 0 ? [`${margin}----------`] : []), ...rows].join('\n');
  }
  if (Array.isArray(value))
    return value.length === 0 ? `${margin}[]` : value.map((item) => showItem(item, indent)).join('\n');
  return scalar(value)
    .split('\n')
    .map((line) => margin + line)
    .join('\n');
}

function showItem(item: Value, indent: number): string {
  const margin = ' '.repeat(indent);
  if ((item instanceof Map && item.size > 0) || (Array.isArray(item) && item.length > 0))
    return `${margin}|_\n${showNested(item, indent + 2)}`;
  return `${margin}- ${showNested(item)}`;
}

function scalar(value: Value): string {
  // Control characters of a file name or a log line are not for the terminal to obey.
  if (typeof value === 'string')
    return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�').replace(/\n$/, '');
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  return stringifyExact(value);
}
