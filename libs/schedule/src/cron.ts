/** When a cron expression fires next, strictly after that; milliseconds since the epoch. */
export type CronNext = (expression: string, after: number) => number | undefined;

/**
 * The parser of cron expressions, loaded with the first of them. Its times are those of this machine's clock on the wall, as Salt has it: an hour that is
 * left out in spring moves what is due in it to the end of the gap, and one that comes twice in autumn counts once.
 * @param timezone another one, such as Europe/Berlin
 */
export async function openCron(timezone?: string): Promise<CronNext> {
  const { Cron } = await import('croner');
  const options = { paused: true, ...(timezone !== undefined && { timezone }) };
  return (expression, after) => new Cron(expression, options).nextRun(new Date(after))?.getTime();
}

/** Why nobody can make anything of it; `undefined`: it is fine. */
export function whyNoCron(cron: CronNext, expression: string, now: number): string | undefined {
  try {
    return cron(expression, now) === undefined ? 'it never fires' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
