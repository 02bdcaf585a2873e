import type { CommandResult, Host, HostView } from '@fleet/platform';
import { StepFailed } from '../../definition.js';
import type { GitLatestArgs } from '../latest.args.js';

const tenMinutes = 600_000;

function settings(want: GitLatestArgs, signal: AbortSignal): Parameters<Host['commands']['run']>[1] {
  // A question on the terminal would wait for ever: git is told to fail instead.
  const env: Record<string, string> = { GIT_TERMINAL_PROMPT: '0' };
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
  return host.commands.probe(['git', ...words], settings(want, signal));
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
  return withoutCredentials((result.stderr || result.stdout).trim().split('\n').slice(-3).join('\n'));
}
