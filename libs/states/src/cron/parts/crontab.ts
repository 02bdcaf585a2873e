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

/** Marks the line above a job that a state made, as Salt does: trees that come from there find their jobs again. */
const mark = 'SALT_CRON_IDENTIFIER:';

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

export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Where a job stands: its line, its mark (the line itself where it has none), and the first comment line straight above. */
export interface JobPlace {
  readonly from: number;
  readonly marked: number;
  readonly at: number;
}

/** The job with this identifier, or else the one with this command and no identifier of its own. */
export function findJob(lines: readonly string[], identifier: string, command: string): JobPlace | undefined {
  const marked = lines.findIndex((line) => identifierOf(line) === identifier);
  if (marked >= 0) {
    const at = lines.findIndex((line, index) => index > marked && !isComment(line));
    return at < 0 ? undefined : { from: startOf(lines, at), marked, at };
  }
  const at = lines.findIndex((line, index) => commandOf(line) === command && !hasIdentifier(lines, index));
  return at < 0 ? undefined : { from: startOf(lines, at), marked: at, at };
}

/** The words above a job, without its mark. */
export function commentOf(lines: readonly string[], place: JobPlace): string {
  return lines
    .slice(place.from, place.at)
    .map((line) => (line.split(mark)[0] ?? '').replace(/^#\s*/, '').trimEnd())
    .join('\n')
    .trim();
}

export function identifierLine(identifier: string, comment: string | undefined): string[] {
  const words = (comment ?? '').split('\n').filter((line) => line !== '');
  return [
    ...words.slice(0, -1).map((line) => `# ${line}`),
    `# ${[words.at(-1), `${mark}${identifier}`].filter(Boolean).join(' ')}`,
  ];
}

/** The command of a job's line, five fields or one @word before it; `undefined` for any other line. */
export function commandOf(line: string): string | undefined {
  if (variableOf(line) !== undefined) return undefined;
  return /^(?:#DISABLED#)?\s*(?:@\S+|(?:[^\s#=]\S*\s+){4}\S+)\s+(.*)$/.exec(line)?.[1]?.trim();
}

/** The name of the variable that a line sets; `undefined` for any other line. */
export function variableOf(line: string): string | undefined {
  return /^\s*([A-Za-z_]\w*)\s*=/.exec(line)?.[1];
}

function identifierOf(line: string): string | undefined {
  const at = line.indexOf(mark);
  return line.startsWith('#') && at >= 0 ? line.slice(at + mark.length).trim() : undefined;
}

function hasIdentifier(lines: readonly string[], at: number): boolean {
  return lines.slice(startOf(lines, at), at).some((line) => identifierOf(line) !== undefined);
}

function startOf(lines: readonly string[], at: number): number {
  let from = at;
  while (from > 0 && isComment(lines[from - 1] ?? '')) from -= 1;
  return from;
}

function isComment(line: string): boolean {
  return /^\s*#(?!DISABLED#)/.test(line);
}
