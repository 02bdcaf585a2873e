import type { Host, HostView } from '@fleet/platform';
import { HostRefusal } from '@fleet/platform';
import { StepFailed } from '../../definition.js';
import type { GitLatestArgs } from '../latest.args.js';
import { lastWords, lookWithGit, workWithGit } from './git.js';

/** Sets the filters of git-lfs for this repository alone: without them, what is pulled would look like a local change. */
export async function prepareLargeFiles(host: Host, want: GitLatestArgs, signal: AbortSignal): Promise<void> {
  if (want.lfs) await workWithGit(host, want, ['-C', want.target, 'lfs', 'install', '--local', '--skip-repo'], signal);
}

/** @throws StepFailed where a file is a pointer still: whatever comes next would take it for the content */
export async function pullLargeFiles(host: Host, want: GitLatestArgs, signal: AbortSignal): Promise<void> {
  if (!want.lfs) return;
  await workWithGit(host, want, ['-C', want.target, 'lfs', 'pull', want.remote], signal);
  const left = await pointersOf(host, want, signal);
  if (left.length > 0)
    throw new StepFailed(`git-lfs left pointers in ${want.target} instead of their content: ${told(left)}`);
}

/**
 * Large files of what is checked out whose content is not there: they hold the pointer, some lines of text.
 * @throws HostRefusal where git-lfs cannot tell
 */
export async function pointersOf(host: HostView, want: GitLatestArgs, signal: AbortSignal): Promise<string[]> {
  const result = await lookWithGit(host, want, ['-C', want.target, 'lfs', 'ls-files'], signal);
  if (result.exitCode !== 0)
    throw new HostRefusal('command-failed', `git-lfs cannot tell the large files: ${lastWords(result)}`);
  const pointers: string[] = [];
  for (const line of result.stdout.split('\n')) {
    // A dash: not of the size of the content. That is so of a file that somebody edited, too.
    const path = /^[0-9a-f]+ - (.+)$/.exec(line)?.[1];
    if (path !== undefined && (await isPointer(host, `${want.target}/${path}`))) pointers.push(path);
  }
  return pointers;
}

async function isPointer(host: HostView, path: string): Promise<boolean> {
  const stats = await host.files.stat(path);
  if (stats?.kind !== 'file' || stats.size > 1024) return false;
  return (await host.files.read(path)).toString('utf8').startsWith('version https://git-lfs.github.com/spec/');
}

export function told(paths: readonly string[]): string {
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
}
