import type { Target } from '@fleet/protocol';
import { isGlob } from './glob.js';

/** Ids that a target spells out, each once: whoever wrote them expects every one of them to be there. */
export function namedIds({ type, expression }: Target): string[] {
  if (type === 'list') return [...new Set(entriesOf(expression).filter((id) => id !== ''))];
  return type === 'glob' && !isGlob(expression) ? [expression] : [];
}

/** The entries of a list, empty ones too. Without a comma, spaces part them. */
export function entriesOf(list: string): string[] {
  return list.includes(',') ? list.split(',').map((id) => id.trim()) : list.split(/\s+/);
}
