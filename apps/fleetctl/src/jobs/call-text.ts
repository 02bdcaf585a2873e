import { scalarText } from '@fleet/output';
import type { JobRow } from '@fleet/protocol';
import { isMap, parseExact, stringifyPlain } from '@fleet/values';

/** The call as it was typed, more or less. */
export function callText(job: Pick<JobRow, 'function' | 'args' | 'kwargs'>): string {
  const args = parseExact(job.args);
  const kwargs = parseExact(job.kwargs);
  const words = Array.isArray(args) ? args.map(word) : [];
  const named = isMap(kwargs) ? [...kwargs].map(([key, value]) => `${scalarText(key)}=${word(value)}`) : [];
  const text = [job.function, ...words, ...named].join(' ');
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

export function targetText({ target }: Pick<JobRow, 'target'>): string {
  return target.type === 'glob' ? target.expression : `${target.type} ${target.expression}`;
}

function word(value: Parameters<typeof scalarText>[0]): string {
  const text = isMap(value) || Array.isArray(value) ? stringifyPlain(value) : scalarText(value);
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
