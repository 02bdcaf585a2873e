import type { JobStore } from '@fleet/jobs';
import type { LintOrder } from '@fleet/protocol';

/** Accepted minions with the grains that each told last. */
export function knownMinions({ keys, minions }: Pick<JobStore, 'keys' | 'minions'>): LintOrder<unknown>['minions'] {
  const grains = new Map(minions.all().map((row) => [row.key, row.grains]));
  return keys.accepted().map(({ key, minion }) => {
    const told = grains.get(key);
    return { id: minion, ...(told !== undefined && { grains: told }) };
  });
}
