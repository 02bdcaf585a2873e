const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-22T00:12:03.204Z`, `2026/11/22 00:12:03,204`, with a bracket or a key of JSON in front. */
const iso =
  /^[[({"]{0,2}(?:(?:time|ts|timestamp|@timestamp)"?[:=]\s*"?)?(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s?(Z|UTC|[+-]\d\d:?\d\d)?/;
/** `Nov 22 00:12:03`, as syslog writes it. */
const syslog = /^(?:<\d+>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)/;
/** Seconds since the epoch: `[1795307848.117]`, `1795307848`. */
const epoch = /^\[?(1\d{9})(?:\.(\d{1,9}))?(?=[\]\s])/;
/** `22/Nov/2026:00:12:03 +0000`, which web servers write behind the address. */
const web = /^[^[\n]{0,80}\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]/;

/**
 * The time that a line begins with, in milliseconds since the epoch; `undefined` where it begins with none. What names no zone is in that of this
 * machine, and what names no year was in the last twelve months.
 */
export function timeOfLine(text: string, now: number): number | undefined {
  const time = isoTime(text) ?? webTime(text) ?? syslogTime(text, now) ?? epochTime(text);
  return time === undefined || Number.isNaN(time) ? undefined : time;
}

function isoTime(text: string): number | undefined {
  const found = iso.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = found;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  return Date.parse(local + zoneText(zone));
}

/** As `Date` reads it; empty for the machine's own. */
function zoneText(zone: string | undefined): string {
  if (zone === undefined) return '';
  return zone === 'Z' || zone === 'UTC' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
}

function webTime(text: string): number | undefined {
  const [, day, name = '', year, hour, minute, second, zone] = web.exec(text) ?? [];
  const month = months.indexOf(name) + 1;
  if (month === 0) return undefined;
  return Date.parse(
    `${year}-${String(month).padStart(2, '0')}-${day}T${hour}:${minute}:${second}.000${zoneText(zone)}`,
  );
}

function syslogTime(text: string, now: number): number | undefined {
  const [, name = '', day, hour, minute, second] = syslog.exec(text) ?? [];
  const month = months.indexOf(name);
  if (month < 0) return undefined;
  const of = (year: number): number =>
    new Date(year, month, Number(day), Number(hour), Number(minute), Number(second)).getTime();
  const year = new Date(now).getFullYear();
  // Clocks differ by a little; what is further ahead was last year.
  return of(year) <= now + 86_400_000 ? of(year) : of(year - 1);
}

function epochTime(text: string): number | undefined {
  const [, seconds, fraction = ''] = epoch.exec(text) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}
