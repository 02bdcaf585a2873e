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
  const top = await lookWithGit(host, want, ['-C', want.target, 'rev-parse', '--git-dir'], signal);
  if (top.exitCode !== 0) {
    const foreign = top.stderr.includes('not a git repository');
    return foreign ? { kind: 'foreign' } : { kind: 'unreadable', why: lastWords(top) };
  }
  const ask = async (...words: string[]): Promise<string | undefined> => {
    const result = await lookWithGit(host, want, ['-C', want.target, ...words], signal);
    if (result.exitCode === 0) return result.stdout.trim();
    // 1: there is none. Anything else is no answer, and must not be taken for one.
    if (result.exitCode === 1) return undefined;
    throw new HostRefusal('command-failed', `git cannot read ${want.target}: ${lastWords(result)}`);
  };
  const head = await ask('rev-parse', '--verify', '--quiet', 'HEAD');
  const branch = await ask('symbolic-ref', '--quiet', '--short', 'HEAD');
  const url = await ask('config', '--get', `remote.${want.remote}.url`);
  const status = await ask('status', '--porcelain', '--untracked-files=no');
  return {
    kind: 'repository',
    dirty: (status ?? '') !== '',
    ...(head === undefined ? {} : { head }),
    ...(branch === undefined ? {} : { branch }),
    ...(url === undefined ? {} : { url }),
  };
}
