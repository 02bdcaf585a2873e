import { isMinionId } from '@fleet/protocol';
import type { FleetMinion } from '../fleet.js';
import { matches, type TopTarget } from './read-top.js';

/**
 * A minion for each target that none of `known` is matched by, where an id can be found that its globs match: so that what the target gives
 * is compiled as it will be for the minions to come.
 */
export function madeUpMinions(
  targets: readonly TopTarget[],
  known: readonly FleetMinion[],
  made: (id: string) => FleetMinion,
): FleetMinion[] {
  const all = [...known];
  for (const target of targets) {
    const { expression } = target.target;
    // Everybody is matched by it: whoever else there is will do.
    if (expression === '*' || all.some((minion) => matches(target, minion))) continue;
    const found = idsFor(target)
      .map((id): FleetMinion => ({ ...made(id), standsFor: expression }))
      .find((minion) => matches(target, minion));
    if (found && !all.some(({ id }) => id === found.id)) all.push(found);
  }
  return all.slice(known.length);
}

/** What may be matched by a glob, or by the globs in a compound or in a list. */
function idsFor({ target: { type, expression } }: TopTarget): string[] {
  if (type !== 'glob' && type !== 'compound' && type !== 'list') return [];
  return expression
    .split(/[\s(),]+/)
    .map((term) => term.replace(/^L@/, ''))
    .filter((term) => term !== '' && !term.includes('@') && !/^(?:and|or|not)$/.test(term))
    .map((glob) =>
      glob
        .replace(/\[!.*?\]/g, 'x')
        .replace(/\[(.).*?\]/g, '$1')
        .replace(/^\*/, 'any')
        .replace(/[*?]/g, '1'),
    )
    .filter(isMinionId);
}
