/** When a process was heard: by the count of all beats for their order, in milliseconds for how long ago. */
interface Heard {
  readonly first: number;
  readonly last: number;
  readonly at: number;
}

export interface HeardAt {
  readonly now: number;
  /** Milliseconds after which one that is silent is gone. */
  readonly patience: number;
  /** Since when anybody could be heard: silence before is held against nobody. */
  readonly hearingSince: number;
}

/** Processes of one key that are remembered. */
const most = 8;

/**
 * Tells a minion that was restarted from two machines with one key: a process that has ended is never heard again, two that run take turns.
 * They count as two until one of them has been silent for as long as a beat may take.
 */
export class Instances {
  private readonly keys = new Map<string, Map<string, Heard>>();
  private count = 0;

  /** Whether two machines use this key, as far as can be told now. */
  heard(key: string, instance: string, { now, patience, hearingSince }: HeardAt): boolean {
    const heard = this.keys.get(key) ?? new Map<string, Heard>();
    this.keys.set(key, heard);
    this.count += 1;
    const first = heard.get(instance)?.first ?? this.count;
    // The last heard stands at the end.
    heard.delete(instance);
    heard.set(instance, { first, last: this.count, at: now });
    for (const [other, { at }] of heard)
      if (now - Math.max(at, hearingSince) > patience || heard.size > most) heard.delete(other);
    const all = [...heard.values()];
    return all.some((one) => all.some((other) => one.first < other.first && one.last > other.first));
  }

  /** This process said goodbye. */
  left(key: string, instance: string): void {
    this.keys.get(key)?.delete(instance);
  }

  forget(key: string): void {
    this.keys.delete(key);
  }
}
