import type { EventCountAnswer, EventCountRow } from '@fleet/protocol';

/** Rows of an answer. */
const most = 1000;
const minute = 60_000;

interface Tally {
  count: number;
  last: number;
  at: number;
  now: number;
  busiest: { at: number; count: number };
}

/** Counts by name, and finds for each the minute with the most; events come in the order in which they happened. */
export class EventTally {
  private readonly names = new Map<string, Tally>();

  add(name: string, at: number): void {
    const begun = at - (at % minute);
    let tally = this.names.get(name);
    if (!tally)
      this.names.set(name, (tally = { count: 0, last: at, at: begun, now: 0, busiest: { at: begun, count: 0 } }));
    if (tally.at !== begun) {
      tally.at = begun;
      tally.now = 0;
    }
    tally.count += 1;
    tally.now += 1;
    tally.last = Math.max(tally.last, at);
    if (tally.now > tally.busiest.count) tally.busiest = { at: begun, count: tally.now };
  }

  /** The most first. */
  answer(): Pick<EventCountAnswer, 'rows' | 'others' | 'total'> {
    const all = [...this.names]
      .map(([name, { count, last, busiest }]): EventCountRow => ({ name, count, last, busiest }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
    const sum = (rows: readonly EventCountRow[]): number => rows.reduce((total, { count }) => total + count, 0);
    const others = all.slice(most);
    return { rows: all.slice(0, most), others: { names: others.length, count: sum(others) }, total: sum(all) };
  }
}
