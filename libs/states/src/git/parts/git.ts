import type { CommandOptions, CommandResult, Host, HostView } from '@fleet/platform';
import { StepFailed } from '../../definition.js';
import { parentOf } from '../../file/parts/absolute.js';
import type { GitLatestArgs } from '../latest.args.js';

const tenMinutes = 600_000;

function settings(want: GitLatestArgs, signal: AbortSignal): CommandOptions {
  const env: Record<string, string> = {
    // A question on the terminal would wait for ever: git is told to fail instead.
    GIT_TERMINAL_PROMPT: '0',
    // `ext::` runs any command that an address names, also one of a submodule.
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    // Where the target is no repository after all, one above it is not meant.
    GIT_CEILING_DIRECTORIES: parentOf(want.target),
  };
  const ssh = 'ssh -o BatchMode=yes -o StrictHostKeyChecking=accept-new';
  env['GIT_SSH_COMMAND'] =
    want.identity === undefined ? ssh : `${ssh} -o IdentitiesOnly=yes -i '${want.identity.replaceAll("'", `'\\''`)}'`;
  return { env, timeout: tenMinutes, signal, ...(want.user === undefined ? {} : { runas: want.user }) };
}

/** Looks: `ls-remote`, `rev-parse`, `status`. */
export function lookWithGit(
  host: HostView,
  want: GitLatestArgs,
  words: readonly string[],
  signal: AbortSignal,
): Promise<CommandResult> {
  const { env, ...options } = settings(want, signal);
  // `status` would write what it found into the index.
  return host.commands.probe(['git', ...words], { ...options, env: { ...env, GIT_OPTIONAL_LOCKS: '0' } });
}

/** Works in the working copy. @throws StepFailed with git's own words. */
export async function workWithGit(
  host: Host,
  want: GitLatestArgs,
  words: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const result = await host.commands.run(['git', ...words], settings(want, signal));
  if (result.exitCode !== 0)
    throw new StepFailed(lastWords(result) || `git ${words[0] ?? ''} ended with ${result.exitCode}`);
  return result.stdout.trim();
}

/** Addresses may hold credentials, which git repeats in its errors. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s]+@/gi, '$1<secret>@');
}

export function lastWords(result: CommandResult): string {
  if (result.timedOut) return 'git took longer than ten minutes, and was ended';
  if (result.stderr.includes('dubious ownership'))
    return 'the repository belongs to another account: name that as `user`';
  return withoutCredentials((result.stderr || result.stdout).trim().split('\n').slice(-3).join('\n'));
}
