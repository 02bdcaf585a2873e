/** A job id as Salt writes them: `YYYYMMDDhhmmssffffff` in UTC, 20 digits, sortable by time. */
export type Jid = string;

export function isJid(text: string): text is Jid {
  return /^[0-9]{20}$/.test(text);
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
