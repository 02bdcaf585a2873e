import { crontabLines } from '@fleet/options';
import { HostRefusal, type CommandResult, type Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { lastWords, runTool } from '../tool.js';

/**
 * The crontab of an account as `crontab -l` prints it, an empty text where it has none.
 * @throws FunctionRefused `not-found` where the account or the program is missing
 */
export async function readCrontab(host: Host, user: string): Promise<string> {
  await mustBeAccount(host, user);
  const listed = await ask(host, user);
  if (listed.exitCode === 0) return listed.stdout;
  if (/no crontab/i.test(listed.stderr)) return '';
  throw new FunctionRefused('failed', `the crontab of ${user} cannot be read: ${lastWords(listed)}`);
}

/** What an edit makes of the lines; `undefined` for an edit that changes nothing. Answers whether it was written. */
export async function editCrontab(
  host: Host,
  user: string,
  edit: (lines: readonly string[]) => readonly string[] | undefined,
): Promise<boolean> {
  const lines = edit(crontabLines(await readCrontab(host, user)));
  if (!lines) return false;
  // crontab refuses what cron could not read, and leaves the old one.
  await runTool(host, ['crontab', '-u', user, '-'], { stdin: lines.map((line) => `${line}\n`).join('') });
  return true;
}

export async function mustBeAccount(host: Host, user: string): Promise<void> {
  if (!(await host.accounts.user(user))) throw new FunctionRefused('not-found', `there is no account ${user}`);
}

async function ask(host: Host, user: string): Promise<CommandResult> {
  try {
    return await host.commands.probe(['crontab', '-u', user, '-l']);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT')
      throw new FunctionRefused('not-found', 'this machine has no crontab', {}, { cause });
    throw cause;
  }
}
