import { HostRefusal, type HostView } from '@fleet/platform';
import type { GitLatestArgs } from '../latest.args.js';
import { lastWords, lookWithGit } from './git.js';

export type WorkingCopy =
  | { readonly kind: 'absent' | 'empty' | 'foreign' }
  /** A repository that git does not read: the sentence says why. */
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'repository';
      /** Commit that is checked out; `undefined` where a clone was cut short. */
      readonly head?: string;
      readonly branch?: string;
      readonly url?: string;
      /** Tracked files differ from the commit. */
      readonly dirty: boolean;
    };

export type Repository = Extract<WorkingCopy, { kind: 'repository' }>;

export async function lookAtWorkingCopy(
  host: HostView,
  want: GitLatestArgs,
  signal: AbortSignal,
): Promise<WorkingCopy> {
  const stats = await host.files.statTarget(want.target);
  if (!stats) return { kind: 'absent' };
  if (stats.kind !== 'directory') return { kind: 'foreign' };
  if (!(await host.files.stat(`${want.target}/.git`)))
    return { kind: (await host.files.list(want.target)).length === 0 ? 'empty' : 'foreign' };
  const look = (...words: string[]) => lookWithGit(host, want, ['-C', want.target, ...words], signal);
  const [status, origin] = await Promise.all([
    look('status', '--porcelain=v2', '--branch', '--untracked-files=no'),
    look('config', '--get', `remote.${want.remote}.url`),
  ]);
  if (status.exitCode !== 0) {
    const foreign = status.stderr.includes('not a git repository');
    return foreign ? { kind: 'foreign' } : { kind: 'unreadable', why: lastWords(status) };
  }
  // 1: there is none. Anything else is no answer, and must not be taken for one.
  if (origin.exitCode > 1)
    throw new HostRefusal('command-failed', `git cannot read ${want.target}: ${lastWords(origin)}`);
  const url = origin.exitCode === 0 ? origin.stdout.trim() : undefined;
  const { head, branch, dirty } = statusOf(status.stdout);
  return {
    kind: 'repository',
    dirty,
    ...(head === undefined ? {} : { head }),
    ...(branch === undefined ? {} : { branch }),
    ...(url === undefined ? {} : { url }),
  };
}

/** What `git status --porcelain=v2 --branch` says (git-status(1)): headers with a #, then a line for each file that differs. */
function statusOf(text: string): Pick<Repository, 'head' | 'branch' | 'dirty'> {
  const lines = text.split('\n').filter((line) => line !== '');
  const header = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const [head, branch] = [header('oid'), header('head')];
  return {
    ...(head === undefined || head === '(initial)' ? {} : { head }),
    ...(branch === undefined || branch === '(detached)' ? {} : { branch }),
    dirty: lines.some((line) => !line.startsWith('#')),
  };
}
