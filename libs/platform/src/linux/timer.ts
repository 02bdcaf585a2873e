const longest = 2 ** 31 - 1;

/** Milliseconds as timers take them: whole ones, and at most 24 days; a longer one would be over at once. */
export function asTimer(milliseconds: number): number {
  return Math.max(0, Math.min(Math.ceil(milliseconds), longest));
}
