import type { EventRow } from '@fleet/protocol';

/** One event as JSON in one line. Its data is exact JSON already, and stays as it is: numbers too large for a double too. */
export function eventText({ sequence, at, minion, tag, data }: EventRow): string {
  const head = JSON.stringify({
    sequence,
    at: new Date(at).toISOString(),
    ...(minion !== undefined && { minion }),
    tag,
  });
  return `${head.slice(0, -1)},"data":${data}}`;
}

/** What a receiver knows a delivery by, when it comes again: the numbers of its events. */
export function deliveryName(events: readonly EventRow[]): string {
  const [first, last] = [events[0]?.sequence, events.at(-1)?.sequence];
  return first === last ? String(first) : `${first}-${last}`;
}
