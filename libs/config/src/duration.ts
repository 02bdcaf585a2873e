const spans: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const longest = 366 * 86_400_000;

/** Milliseconds of `90s`, `30m`, `12h`, `30d`, from a second to 366 days; a number is one of seconds. `undefined` where it is none. */
export function duration(value: unknown): number | undefined {
  const found = /^([0-9]{1,9})([smhd]?)$/.exec(String(value));
  const span = found ? Number(found[1]) * (spans[found[2] === '' ? 's' : (found[2] as string)] as number) : 0;
  return span >= 1000 && span <= longest ? span : undefined;
}
