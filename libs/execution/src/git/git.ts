import type { CommandOptions, CommandResult, Host, HostView } from '@fleet/platform';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { withoutCredentials } from '../without-credentials.js';
import type { GitAccount } from './git.args.js';

interface Place extends GitAccount {
  readonly cwd?: string;
}

/** @throws FunctionRefused with git's own words, without credentials */
export async function runGit(host: Host, want: Place, context: FunctionContext, ...words: string[]): Promise<string> {
  return told(await host.commands.run(['git', ...placed(want), ...words], settings(want, context)));
}

/** Only with words that change nothing. @throws FunctionRefused as `runGit` */
export async function askGit(
  host: HostView,
  want: Place,
  context: FunctionContext,
  ...words: string[]
): Promise<string> {
  return told(await look(host, want, context, ...words));
}

/** The outcome itself, where failing is an answer. */
export function look(
  host: HostView,
  want: Place,
  context: FunctionContext,
  ...words: string[]
): Promise<CommandResult> {
  const { env, ...options } = settings(want, context);
  // `status` would write what it found into the index.
  return host.commands.probe(['git', ...placed(want), ...words], {
    ...options,
    env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
  });
}

function placed({ cwd }: Place): string[] {
  if (cwd === undefined) return [];
  if (!cwd.startsWith('/')) throw new FunctionRefused('bad-arguments', '`cwd` must be an absolute path');
  return ['-C', cwd];
}

function settings({ user, identity }: GitAccount, context: FunctionContext): CommandOptions {
  const ssh = 'ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new';
  const env = {
    // A question on the terminal would wait for ever.
    GIT_TERMINAL_PROMPT: '0',
    // `ext::` runs any command that an address names.
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    GIT_EDITOR: 'true',
    GIT_SSH_COMMAND:
      identity === undefined ? ssh : `${ssh} -o IdentitiesOnly=yes -i '${identity.replaceAll("'", `'\\''`)}'`,
  };
  return { env, timeout: 600_000, signal: context.signal, ...(user === undefined ? {} : { runas: user }) };
}

function told(result: CommandResult): string {
  if (result.exitCode === 0) return withoutCredentials(result.stdout);
  if (result.timedOut) throw new FunctionRefused('timeout', 'git took longer than ten minutes, and was ended');
  if (result.stderr.includes('dubious ownership'))
    throw new FunctionRefused('not-allowed', 'the repository belongs to another account: name that as `user`');
  const words = (result.stderr || result.stdout).trim().split('\n').slice(-3).join('\n');
  throw new FunctionRefused('failed', `git: ${withoutCredentials(words) || `it ended with ${result.exitCode}`}`);
}

/** @throws FunctionRefused for a word that git would take for an option, or for more than one word */
export function demandRefs(words: Readonly<Record<string, string | readonly string[] | undefined>>): void {
  for (const [name, given] of Object.entries(words))
    for (const word of given === undefined ? [] : [given].flat())
      if (word === '' || word.startsWith('-') || /[\x00-\x20\x7f]/.test(word))
        throw new FunctionRefused('bad-arguments', `\`${name}\` must not be empty, begin with a dash or hold blanks`);
}

/** @throws FunctionRefused for an address that runs a command, or that git would take for an option */
export function demandUrl(url: string): void {
  demandRefs({ url });
  if (/^[\w+.-]+::/.test(url))
    throw new FunctionRefused('bad-arguments', '`url` names a helper that would run a command');
}
