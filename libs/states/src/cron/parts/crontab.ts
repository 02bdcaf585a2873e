import { crontabLines as linesOf } from '@fleet/options';
import type { Host, HostView } from '@fleet/platform';
import { StepFailed, type Plan, type StateContext } from '../../definition.js';
import { already, impossible, step } from '../../step.js';
import { askTool, lastWords, runTool, withoutTool } from '../../tool.js';

/** A crontab as `crontab -l` prints it, edited and written back whole by `crontab -`, which checks it. */
export interface CrontabEdit {
  readonly lines: readonly string[];
  /** What changes, by the words of the state; `undefined` where nothing does. */
  readonly changes?: Readonly<Record<string, unknown>>;
}

export async function planCrontab(
  host: HostView,
  user: string,
  context: StateContext,
  /** `withoutAccount`: what is to be removed is not there either. */
  sentences: { already: string; summary: string; withoutAccount?: string },
  edit: (lines: readonly string[]) => CrontabEdit | string,
): Promise<Plan> {
  const account = await host.accounts.user(user);
  if (!account && sentences.withoutAccount !== undefined) return already(sentences.withoutAccount);
  if (!account)
    return context.test
      ? { verdict: null, comment: `the account ${user} does not exist yet` }
      : impossible(`the account ${user} does not exist`);
  const listed = await askTool(host, ['crontab', '-u', user, '-l']);
  if (!listed) return withoutTool('crontab', context);
  // 1: no crontab yet.
  if (listed.exitCode !== 0 && !/no crontab/i.test(listed.stderr))
    return impossible(`the crontab of ${user} cannot be read: ${lastWords(listed)}`);
  const edited = edit(listed.exitCode === 0 ? linesOf(listed.stdout) : []);
  if (typeof edited === 'string') return impossible(edited);
  if (edited.changes === undefined) return already(sentences.already);
  const text = edited.lines.map((line) => `${line}\n`).join('');
  return {
    steps: [
      step(sentences.summary, edited.changes, async (machine) => {
        await install(machine, user, text);
      }),
    ],
    already: '',
  };
}

async function install(host: Host, user: string, text: string): Promise<void> {
  await runTool(host, ['crontab', '-u', user, '-'], { stdin: text });
  // crontab refuses what it cannot read with an exit code; a cron that took something else is not to be trusted.
  const now = await host.commands.run(['crontab', '-u', user, '-l']);
  if (linesOf(now.stdout).join('\n') !== linesOf(text).join('\n'))
    throw new StepFailed(`the crontab of ${user} is not what was written`);
}
