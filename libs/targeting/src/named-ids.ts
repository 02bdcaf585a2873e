import type { Target } from '@fleet/protocol';
import { isGlob } from './glob.js';

/** Ids that a target spells out, each once: whoever wrote them expects every one of them to be there. */
export function namedIds({ type, expression }: Target): string[] {
  if (type === 'list') return [...new Set(expression.split(',').map((id) => id.trim()))];
  return type === 'glob' && !isGlob(expression) ? [expression] : [];
}
