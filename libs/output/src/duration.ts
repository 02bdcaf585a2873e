/** Milliseconds as people read them: `12.300 ms`, `4.200 s`, `3 min 20 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds.toFixed(3)} ms`;
  if (milliseconds < 120_000) return `${(milliseconds / 1000).toFixed(3)} s`;
  return formatSpan(milliseconds);
}

/** A rough length: `40 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const units: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first === -1) return '0 s';
  let rest = seconds;
  const parts = units.slice(first, first + 2).map(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { count, name };
  });
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, name }) => `${count} ${name}`)
    .join(' ');
}

/** A moment, in local time: `10:42:07` today, with its date otherwise. */
export function formatMoment(milliseconds: number, now = Date.now()): string {
  const iso = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  const text = iso(milliseconds);
  const time = text.slice(11, 19);
  return text.slice(0, 10) === iso(now).slice(0, 10) ? time : `${text.slice(0, 10)} ${time}`;
}
