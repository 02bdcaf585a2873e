/** A moment as the name of a folder, in UTC: `20260121T033000Z`. Names sort by time. */
export function stampOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** `undefined` for what {@link stampOf} did not make. */
export function timeOf(stamp: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) || stampOf(time) !== stamp ? undefined : time;
}
