import type { Host } from '@fleet/platform';
import { StepFailed } from '../../definition.js';
import type { GitLatestArgs } from '../latest.args.js';
import { lookWithGit, workWithGit } from './git.js';
import type { RemoteRevision } from './remote-revision.js';
import type { Repository } from './working-copy.js';

/** To the fetched commit: forward where that is enough, by reset only where the author asked for it. */
export async function advance(
  host: Host,
  copy: Repository,
  remote: RemoteRevision,
  want: GitLatestArgs,
  signal: AbortSignal,
): Promise<void> {
  const local = localBranch(remote, want);
  if (leavesBranch(copy, remote, want)) {
    if (copy.dirty && !want.force_checkout && want.force_reset !== true)
      throw new StepFailed(`${want.target} has local changes (\`force_reset: True\` would drop them)`);
    const lost = want.force_reset === false ? await onlyHere(host, copy, local, want, signal) : undefined;
    if (lost !== undefined)
      throw new StepFailed(
        `${lost} of ${want.target} has commits that the remote has not (\`force_reset: True\` would drop them)`,
      );
    return checkOut(
      host,
      remote,
      want,
      signal,
      want.force_checkout || want.force_reset === true || copy.head === undefined,
    );
  }
  const ancestor = ['-C', want.target, 'merge-base', '--is-ancestor', 'HEAD', remote.commit];
  const forward = (await lookWithGit(host, want, ancestor, signal)).exitCode === 0;
  const mayReset = want.force_reset === true || (want.force_reset === 'remote-changes' && !copy.dirty);
  if (!forward && !mayReset)
    throw new StepFailed(
      `${want.target} has commits that ${remote.name} has not (\`force_reset: True\` would drop them)`,
    );
  await workWithGit(
    host,
    want,
    ['-C', want.target, ...(mayReset ? ['reset', '--hard', remote.commit] : ['merge', '--ff-only', remote.commit])],
    signal,
  );
  await submodules(host, want, signal);
}

/** Whether something else is checked out, and not the same branch brought forward. */
export function leavesBranch(copy: Repository, remote: RemoteRevision, want: GitLatestArgs): boolean {
  const local = localBranch(remote, want);
  return copy.head === undefined || local === undefined || copy.branch !== local;
}

/** `undefined`: a detached HEAD. */
function localBranch(remote: RemoteRevision, want: GitLatestArgs): string | undefined {
  return want.branch ?? (remote.kind === 'branch' ? remote.name : undefined);
}

/** What would lose commits that no remote branch and no tag leads to: the branch that is set anew, or a detached HEAD that is left. */
async function onlyHere(
  host: Host,
  copy: Repository,
  local: string | undefined,
  want: GitLatestArgs,
  signal: AbortSignal,
): Promise<string | undefined> {
  const left = [
    ...(local === undefined ? [] : [`refs/heads/${local}`]),
    ...(copy.head !== undefined && copy.branch === undefined ? ['HEAD'] : []),
  ];
  for (const ref of left) {
    const words = ['-C', want.target, 'rev-list', '--max-count=1', ref, '--not', '--remotes', '--tags'];
    const own = await lookWithGit(host, want, words, signal);
    // A branch that does not exist yet loses nothing.
    if (own.exitCode === 0 && own.stdout.trim() !== '')
      return ref === 'HEAD' ? 'the detached HEAD' : `the branch ${local ?? ''}`;
  }
  return undefined;
}

export async function checkOut(
  host: Host,
  remote: RemoteRevision,
  want: GitLatestArgs,
  signal: AbortSignal,
  force: boolean,
): Promise<void> {
  const local = localBranch(remote, want);
  const how = local === undefined ? ['--detach'] : ['-B', local];
  await workWithGit(
    host,
    want,
    ['-C', want.target, 'checkout', ...(force ? ['--force'] : []), ...how, remote.commit],
    signal,
  );
  if (local !== undefined && remote.kind === 'branch') {
    await workWithGit(
      host,
      want,
      ['-C', want.target, 'branch', `--set-upstream-to=${want.remote}/${remote.name}`, local],
      signal,
    );
  }
  await submodules(host, want, signal);
}

async function submodules(host: Host, want: GitLatestArgs, signal: AbortSignal): Promise<void> {
  if (want.submodules)
    await workWithGit(host, want, ['-C', want.target, 'submodule', 'update', '--init', '--recursive'], signal);
}
