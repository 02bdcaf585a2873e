/** A job id as Salt writes them: `YYYYMMDDhhmmssffffff` in UTC, 20 digits, sortable by time. */
export type Jid = string;

export function isJid(text: string): text is Jid {
  return /^[0-9]{20}$/.test(text);
}

/** Milliseconds since the epoch, as the jid tells it. */
export function timeOfJid(jid: Jid): number {
  const [year, month, day, hour, minute, second, milliseconds] = [
    ...[
      [0, 4],
      [4, 6],
      [6, 8],
      [8, 10],
      [10, 12],
      [12, 14],
      [14, 17],
    ].map(([from, to]) => Number(jid.slice(from, to))),
  ] as [number, number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
}

/** Makes jids that never repeat and never go back within one process, whatever the clock does. `last` is the newest known jid. */
export function jidSource(now: () => number = Date.now, last: Jid = ''): () => Jid {
  let previous = last;
  return () => {
    const date = new Date(now());
    const stamp = date.toISOString().replace(/[-:TZ.]/g, '');
    let jid = `${stamp}000`;
    if (jid <= previous) jid = (BigInt(previous) + 1n).toString().padStart(20, '0');
    previous = jid;
    return jid;
  };
}
