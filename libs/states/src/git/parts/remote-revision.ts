import type { HostView } from '@fleet/platform';
import type { GitLatestArgs } from '../latest.args.js';
import { lastWords, lookWithGit, withoutCredentials } from './git.js';

export interface RemoteRevision {
  readonly kind: 'branch' | 'tag' | 'commit';
  /** Full commit id; of a commit that is given shortened, what is given. */
  readonly commit: string;
  /** Branch or tag by its short name. */
  readonly name: string;
}

/** What the wanted revision is on the remote, without fetching; a sentence where the remote has none such. */
export async function remoteRevision(
  host: HostView,
  want: GitLatestArgs,
  signal: AbortSignal,
): Promise<RemoteRevision | string> {
  const { rev } = want;
  if (/^[0-9a-f]{40}$/.test(rev)) return { kind: 'commit', commit: rev, name: rev };
  const result = await lookWithGit(
    host,
    want,
    ['ls-remote', '--symref', '--', want.name, 'HEAD', `refs/heads/${rev}`, `refs/tags/${rev}`, `refs/tags/${rev}^{}`],
    signal,
  );
  if (result.exitCode !== 0) return `git cannot read ${withoutCredentials(want.name)}: ${lastWords(result)}`;
  const refs = new Map<string, string>();
  let head: string | undefined;
  for (const row of result.stdout.split('\n')) {
    const [value = '', ref = ''] = row.split('\t');
    if (value.startsWith('ref: refs/heads/') && ref === 'HEAD') head = value.slice('ref: refs/heads/'.length);
    else if (ref !== '') refs.set(ref, value);
  }
  if (rev === 'HEAD') {
    const commit = refs.get('HEAD');
    return commit === undefined
      ? `${withoutCredentials(want.name)} has no commits`
      : { kind: head === undefined ? 'commit' : 'branch', commit, name: head ?? commit };
  }
  const branch = refs.get(`refs/heads/${rev}`);
  if (branch !== undefined) return { kind: 'branch', commit: branch, name: rev };
  // The commit behind an annotated tag, not the tag object.
  const tag = refs.get(`refs/tags/${rev}^{}`) ?? refs.get(`refs/tags/${rev}`);
  if (tag !== undefined) return { kind: 'tag', commit: tag, name: rev };
  if (/^[0-9a-f]{7,39}$/.test(rev)) return { kind: 'commit', commit: rev, name: rev };
  return `${withoutCredentials(want.name)} has no branch or tag ${rev}`;
}
