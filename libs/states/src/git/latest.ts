import { HostRefusal } from '@fleet/platform';
import { defineState, type Plan, type StateContext } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { GitLatestArgs } from './latest.args.js';
import { advance, checkOut, leavesBranch } from './parts/check-out.js';
import { pointersOf, prepareLargeFiles, pullLargeFiles, told } from './parts/large-files.js';
import { withoutCredentials, workWithGit } from './parts/git.js';
import { remoteRevision, type RemoteRevision } from './parts/remote-revision.js';
import { lookAtWorkingCopy, type Repository, type WorkingCopy } from './parts/working-copy.js';

export const latest = defineState({
  name: 'git.latest',
  doc: 'Keep a working copy at a branch, tag or commit of a remote repository.',
  destroys:
    'With `force_reset` or `force_checkout` local changes that were not committed; with `force_clone` what stands in its place.',
  args: GitLatestArgs,
  example: `https://git.example.org/app.git:
  git.latest:
    - target: /opt/app
    - rev: main
`,
  async plan(host, want, context) {
    const wrong = problemOf(want);
    if (wrong) return impossible(wrong);
    if ((await host.commands.which('git')) === undefined) return unreachable('git is not installed', context);
    if (want.lfs && (await host.commands.which('git-lfs')) === undefined)
      return unreachable('git-lfs is not installed', context);
    if (want.user !== undefined && !(await host.accounts.user(want.user)))
      return unreachable(`user ${want.user} does not exist`, context);
    try {
      const copy = await lookAtWorkingCopy(host, want, context.signal);
      if (copy.kind === 'unreadable') return impossible(`git cannot read ${want.target}: ${copy.why}`);
      if (copy.kind === 'foreign' && !want.force_clone)
        return impossible(`${want.target} exists and is no git repository (\`force_clone: True\` would replace it)`);
      const pointers =
        want.lfs && copy.kind === 'repository' && copy.head !== undefined
          ? await pointersOf(host, want, context.signal)
          : [];
      if (copy.kind === 'repository' && copy.head !== undefined && !want.update_head)
        return pointers.length > 0
          ? pullingLargeFiles(pointers, want, context)
          : already(`${want.target} is at ${copy.head} and stays there`);
      const remote = await remoteRevision(host, want, context.signal);
      if (typeof remote === 'string') return unreachable(remote, context);
      return copy.kind === 'repository'
        ? updating(copy, remote, pointers, want, context)
        : cloning(copy, remote, want, context);
    } catch (cause) {
      if (cause instanceof HostRefusal) return unreachable(cause.message, context);
      throw cause;
    }
  },
});

/** In a dry run an earlier state may be what brings git, the account or the remote. */
function unreachable(sentence: string, context: StateContext): Plan {
  return context.test
    ? { verdict: null, comment: `${sentence}: an earlier state may change that` }
    : impossible(sentence);
}

function problemOf(want: GitLatestArgs): string | undefined {
  if (!want.target.startsWith('/')) return `${want.target} is not an absolute path`;
  for (const [name, value] of [
    ['name', want.name],
    ['rev', want.rev],
    ['branch', want.branch],
    ['remote', want.remote],
  ] as const) {
    if (value !== undefined && (value === '' || value.startsWith('-')))
      return `\`${name}\` must not be empty or begin with a dash`;
    if (/[\x00-\x1f\x7f]/.test(value ?? '')) return `\`${name}\` must not hold line breaks or control characters`;
  }
  if (/^[\w+.-]+::/.test(want.name)) return '`name` is an address with a helper, which would run a command';
  if (typeof want.force_reset !== 'boolean' && want.force_reset !== 'remote-changes')
    return '`force_reset` must be true, false or remote-changes';
  return undefined;
}

function cloning(copy: WorkingCopy, remote: RemoteRevision, want: GitLatestArgs, context: StateContext): Plan {
  const { signal } = context;
  const source = withoutCredentials(want.name);
  const replaces = copy.kind === 'foreign';
  return {
    steps: [
      step(
        `clone ${source} to ${want.target}`,
        { new: `${source} => ${want.target}`, revision: { old: null, new: remote.commit } },
        async (host) => {
          if (replaces) await host.files.remove(want.target);
          const depth = want.depth === undefined ? [] : ['--depth', String(want.depth), '--no-single-branch'];
          await workWithGit(
            host,
            want,
            ['clone', '--no-checkout', '--origin', want.remote, ...depth, '--', want.name, want.target],
            signal,
          );
          await prepareLargeFiles(host, want, signal);
          await checkOut(host, remote, want, signal, true);
          await pullLargeFiles(host, want, signal);
        },
        { destructive: replaces },
      ),
    ],
    already: '',
    done: `${source} is cloned to ${want.target}`,
  };
}

/** What is checked out is right, but an earlier checkout left pointers in it. */
function pullingLargeFiles(pointers: readonly string[], want: GitLatestArgs, { signal }: StateContext): Plan {
  return {
    steps: [
      step(`fetch the large files of ${want.target}`, { 'large files': told(pointers) }, async (host) => {
        await prepareLargeFiles(host, want, signal);
        await pullLargeFiles(host, want, signal);
      }),
    ],
    already: '',
    done: `the large files of ${want.target} are there`,
  };
}

function updating(
  copy: Repository,
  remote: RemoteRevision,
  pointers: readonly string[],
  want: GitLatestArgs,
  context: StateContext,
): Plan {
  const { signal } = context;
  const otherUrl = copy.url !== want.name;
  const arrived = copy.head !== undefined && copy.head.startsWith(remote.commit);
  const otherBranch = want.branch !== undefined && copy.branch !== want.branch;
  const cleansUp = copy.dirty && want.force_reset === true;
  if (arrived && !otherUrl && !otherBranch && !cleansUp && pointers.length > 0)
    return pullingLargeFiles(pointers, want, context);
  if (arrived && !otherUrl && !otherBranch && !cleansUp)
    return already(`${want.target} is at ${remote.commit}${copy.dirty ? ', with local changes' : ''}`);
  const changes: Record<string, unknown> = {};
  if (otherUrl)
    changes['url'] = {
      old: copy.url === undefined ? null : withoutCredentials(copy.url),
      new: withoutCredentials(want.name),
    };
  if (!arrived) changes['revision'] = { old: copy.head ?? null, new: remote.commit };
  if (otherBranch) changes['local branch'] = { old: copy.branch ?? null, new: want.branch };
  const drops = cleansUp || (copy.dirty && want.force_checkout && leavesBranch(copy, remote, want));
  if (drops) changes['local changes'] = 'dropped';
  return {
    steps: [
      step(
        `bring ${want.target} to ${remote.name}`,
        changes,
        async (host) => {
          if (otherUrl)
            await workWithGit(
              host,
              want,
              ['-C', want.target, 'config', `remote.${want.remote}.url`, want.name],
              signal,
            );
          if (copy.url === undefined)
            await workWithGit(
              host,
              want,
              [
                '-C',
                want.target,
                'config',
                `remote.${want.remote}.fetch`,
                `+refs/heads/*:refs/remotes/${want.remote}/*`,
              ],
              signal,
            );
          const force = want.force_fetch ? ['--force'] : [];
          await workWithGit(
            host,
            want,
            [
              '-C',
              want.target,
              'fetch',
              '--tags',
              ...force,
              ...(want.depth === undefined ? [] : ['--depth', String(want.depth)]),
              want.remote,
            ],
            signal,
          );
          await prepareLargeFiles(host, want, signal);
          await advance(host, copy, remote, want, signal);
          await pullLargeFiles(host, want, signal);
        },
        // Commits that are left behind stay in the reflog.
        { destructive: drops },
      ),
    ],
    already: '',
    done: `${want.target} is at ${remote.commit}`,
  };
}
