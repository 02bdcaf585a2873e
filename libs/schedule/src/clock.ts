/** A clock that goes back by more was wrong before, as cron has it: what fired by it says nothing of the time that is right. */
const wrongClock = 3 * 3_600_000;

/** After a clock that was years ahead, nothing would be due for years: a moment of the future that far away is now. */
export function notOfTheFuture(moment: number, now: number): number {
  return moment - now > wrongClock ? now : moment;
}
