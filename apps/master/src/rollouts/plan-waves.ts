import type { ExpectedMinion } from '@fleet/jobs';
import type { Share } from '@fleet/protocol';

/** How many a share is of `all`: at least one for the size of a wave, rounded down for what may fail. */
export function countOf(share: Share, all: number, round: 'wave' | 'failures'): number {
  if ('count' in share) return Math.min(share.count, all);
  const exact = (share.percent * all) / 100;
  return round === 'wave' ? Math.max(1, Math.ceil(exact)) : Math.floor(exact);
}

/** Whom each wave is for, in the order of their ids (`web2` before `web10`): the same minions make the same waves. */
export function planWaves(
  minions: readonly ExpectedMinion[],
  { batch, canary = 0 }: { readonly batch?: Share; readonly canary?: number },
): ExpectedMinion[][] {
  const order = new Intl.Collator('en', { numeric: true });
  const left = [...minions].sort(
    (a, b) => order.compare(a.minion, b.minion) || Number(a.minion > b.minion) - Number(a.minion < b.minion),
  );
  const waves = canary > 0 ? [left.splice(0, canary)] : [];
  const size = batch ? countOf(batch, minions.length, 'wave') : Math.max(1, left.length);
  while (left.length > 0) waves.push(left.splice(0, size));
  return waves;
}
