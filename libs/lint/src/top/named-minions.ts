import { isMinionId } from '@fleet/protocol';
import { namedIds } from '@fleet/targeting';
import type { TopTarget } from './read-top.js';

/** Ids that top files spell out: alone, in a list, or as a term of a compound target. */
export function namedMinions(targets: readonly TopTarget[]): string[] {
  const ids = new Set<string>();
  for (const { target } of targets) for (const id of idsOf(target)) if (isMinionId(id)) ids.add(id);
  return [...ids].sort();
}

function idsOf({ type, expression }: TopTarget['target']): string[] {
  if (type !== 'compound') return namedIds({ type, expression });
  const terms = expression.split(/\s+|[()]/).filter((term) => term !== '' && !/^(and|or|not)$/.test(term));
  return terms.flatMap((term) =>
    term.startsWith('L@')
      ? namedIds({ type: 'list', expression: term.slice(2) })
      : /^[A-Z]!?.?@/.test(term)
        ? []
        : namedIds({ type: 'glob', expression: term }),
  );
}
