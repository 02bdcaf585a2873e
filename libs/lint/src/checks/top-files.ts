import { nearMatch } from '@fleet/diagnostics';
import { namedIds } from '@fleet/targeting';
import type { TreeName } from '../finding.js';
import type { Fleet } from '../fleet.js';
import { matches, type TopTarget } from '../top/read-top.js';
import type { FleetCheck } from './check.js';

/** Minions that no target matches, and targets that match no minion. */
export const checkTopFiles: FleetCheck = (fleet) => {
  for (const tree of ['states', 'pillar'] as const) {
    const targets = fleet.top[tree];
    if (targets.length === 0) continue;
    checkMinions(fleet, tree, targets);
    checkTargets(fleet, tree, targets);
  }
  for (const { id, standsFor } of fleet.minions)
    if (standsFor !== undefined)
      fleet.report.say('lint.assumed-grains', {
        summary: `no known minion is matched by ${standsFor}; what it gives is compiled for one that was made up`,
        detail: 'Name a minion with --minion to compile for that one.',
        minion: id,
      });
  const assumed = fleet.minions.filter((minion) => minion.assumed && minion.standsFor === undefined);
  for (const { id } of assumed)
    fleet.report.say('lint.assumed-grains', {
      summary: 'grains are not known; those of a fresh Debian 12 on x86_64 are assumed',
      detail: 'A file of grains can be given with --grains; a minion that was connected once has told its own.',
      minion: id,
    });
};

function checkMinions(fleet: Fleet, tree: TreeName, targets: readonly TopTarget[]): void {
  // A condition on the pillar is answered by the compile of the states; here it may match anybody.
  if (targets.some(({ matcher }) => !matcher)) return;
  const askPillar = targets.some(asksPillar);
  for (const minion of fleet.minions) {
    if (askPillar && !minion.scoped) continue;
    if (
      minion.id === 'any-minion' ||
      minion.standsFor !== undefined ||
      targets.some((target) => matches(target, minion))
    )
      continue;
    const meant = nearMatch(
      minion.id,
      targets.flatMap(({ target }) => namedIds(target.type === 'compound' ? { ...target, type: 'glob' } : target)),
    );
    fleet.report.say('lint.minion-unmatched', {
      summary: `no target of the top file of the ${tree} matches ${minion.id}`,
      ...(meant !== undefined && { detail: `There is a target ${meant}.` }),
      tree,
      at: { file: 'top.sls', line: 1, column: 0 },
      minion: minion.id,
    });
  }
}

/** Only where somebody was listed or accepted: names of a top file alone match themselves. */
function checkTargets(fleet: Fleet, tree: TreeName, targets: readonly TopTarget[]): void {
  const known = fleet.minions.filter(({ namedOnly }) => !namedOnly);
  if (known.length === 0) return;
  for (const target of targets) {
    if (asksPillar(target) && known.some(({ scoped }) => !scoped)) continue;
    if (!target.matcher || known.some((minion) => matches(target, minion))) continue;
    const { expression } = target.target;
    const meant = nearMatch(
      expression,
      known.map(({ id }) => id),
    );
    fleet.report.say('lint.target-unmatched', {
      summary: `the target ${expression} matches no known minion`,
      detail: meant === undefined ? 'It is misspelt, or for a minion that is still to come.' : `Did you mean ${meant}?`,
      tree,
      at: target.at,
    });
  }
}

/** Whether only a pillar can tell; of a minion whose pillar does not compile nobody knows then. */
function asksPillar({ target: { type, expression } }: TopTarget): boolean {
  return type.startsWith('pillar') || (type === 'compound' && /(?:^|[\s(])[IJN]@/.test(expression));
}
