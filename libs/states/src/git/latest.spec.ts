import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { linuxHost, memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'git.latest';
const host = linuxHost();
const execute = promisify(execFile);
let scratch: string;
let remote: string;
let target: string;

async function git(directory: string, ...words: string[]): Promise<string> {
  const identity = ['-c', 'user.name=Spec', '-c', 'user.email=spec@example.org', '-c', 'init.defaultBranch=main'];
  return (
    await execute('git', [...identity, ...words], {
      cwd: directory,
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    })
  ).stdout.trim();
}

async function commit(directory: string, text: string): Promise<string> {
  await writeFile(join(directory, 'file'), text);
  await git(directory, 'add', 'file');
  await git(directory, 'commit', '--quiet', '--message', text);
  return git(directory, 'rev-parse', 'HEAD');
}

const content = (): Promise<string> => readFile(join(target, 'file'), 'utf8');

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fleet-states-git-'));
  remote = join(scratch, 'remote');
  target = join(scratch, 'copy');
  await git(scratch, 'init', '--quiet', 'remote');
  await commit(remote, 'one');
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

describe('git.latest', () => {
  it('clones the default branch, and a second run does nothing', async () => {
    const done = await tryTwice({ state, host, args: { name: remote, target } });
    expect(done.changes).toEqual({
      new: `${remote} => ${target}`,
      revision: { old: null, new: await git(remote, 'rev-parse', 'HEAD') },
    });
    expect(await content()).toBe('one');
    expect(await git(target, 'symbolic-ref', '--short', 'HEAD')).toBe('main');
  });

  it('follows the branch', async () => {
    await tryState({ state, host, args: { name: remote, target, rev: 'main' } });
    const [old, latest] = [await git(remote, 'rev-parse', 'HEAD'), await commit(remote, 'two')];
    expect((await tryTwice({ state, host, args: { name: remote, target, rev: 'main' } })).changes).toEqual({
      revision: { old, new: latest },
    });
    expect(await content()).toBe('two');
  });

  it('goes to a tag, an annotated tag, a commit, and back to the branch', async () => {
    const first = await git(remote, 'rev-parse', 'HEAD');
    await git(remote, 'tag', 'light');
    await git(remote, 'tag', '--annotate', 'heavy', '--message', 'heavy');
    await commit(remote, 'two');
    for (const [rev, text] of [
      ['light', 'one'],
      ['main', 'two'],
      ['heavy', 'one'],
      ['main', 'two'],
      [first, 'one'],
    ] as const) {
      await tryTwice({ state, host, args: { name: remote, target, rev } });
      expect(await content()).toBe(text);
    }
  });

  it('with update_head: False never moves a working copy', async () => {
    await tryState({ state, host, args: { name: remote, target } });
    await commit(remote, 'two');
    expect(await tryState({ state, host, args: { name: remote, target, update_head: false } })).toMatchObject({
      result: true,
      changed: [],
      comment: expect.stringContaining('stays there'),
    });
    expect(await content()).toBe('one');
  });

  it('keeps local commits, unless force_reset', async () => {
    await tryState({ state, host, args: { name: remote, target } });
    await commit(target, 'mine');
    await commit(remote, 'two');
    expect(await tryState({ state, host, args: { name: remote, target } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('force_reset'),
    });
    expect(await content()).toBe('mine');
    await tryTwice({ state, host, args: { name: remote, target, force_reset: true } });
    expect(await content()).toBe('two');
  });

  it('keeps commits of a branch that is not checked out, unless force_reset', async () => {
    await git(remote, 'branch', 'dev');
    await tryState({ state, host, args: { name: remote, target, rev: 'main' } });
    const mine = await commit(target, 'mine');
    await git(target, 'checkout', '--quiet', '-b', 'dev', 'origin/dev');
    await commit(remote, 'two');
    expect(await tryState({ state, host, args: { name: remote, target, rev: 'main' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('the branch main of'),
    });
    expect(await git(target, 'rev-parse', 'main')).toBe(mine);
    await tryTwice({ state, host, args: { name: remote, target, rev: 'main', force_reset: true } });
  });

  it('keeps commits on a detached HEAD, unless force_reset', async () => {
    await git(remote, 'tag', 'v1');
    await tryState({ state, host, args: { name: remote, target, rev: 'v1' } });
    const mine = await commit(target, 'mine');
    expect(await tryState({ state, host, args: { name: remote, target, rev: 'v1' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('the detached HEAD of'),
    });
    expect(await git(target, 'rev-parse', 'HEAD')).toBe(mine);
    await tryTwice({ state, host, args: { name: remote, target, rev: 'v1', force_reset: true } });
  });

  it('keeps local changes, unless force_reset', async () => {
    await tryState({ state, host, args: { name: remote, target } });
    await writeFile(join(target, 'file'), 'edited');
    await commit(remote, 'two');
    expect((await tryState({ state, host, args: { name: remote, target } })).result).toBe(false);
    expect(await content()).toBe('edited');
    expect(
      (await tryState({ state, host, args: { name: remote, target, force_reset: 'remote-changes' } })).result,
    ).toBe(false);
    await tryTwice({ state, host, args: { name: remote, target, force_reset: true } });
    expect(await content()).toBe('two');
  });

  it.each([
    ['force_reset', { force_reset: true }, true],
    ['force_checkout to another branch', { rev: 'dev', force_checkout: true }, true],
    ['force_checkout of the branch that is there', { force_checkout: true }, false],
    ['another branch', { rev: 'dev' }, false],
  ])('destroys local changes with %s: %j', async (_what, wish, lost) => {
    await tryState({ state, host, args: { name: remote, target } });
    await writeFile(join(target, 'file'), 'edited');
    await commit(remote, 'two');
    await git(remote, 'branch', 'dev');
    const dry = await tryState({ state, host, test: true, args: { name: remote, target, ...wish } });
    expect((dry.destroys ?? []).length > 0).toBe(lost);
    expect(await content()).toBe('edited');
    await tryState({ state, host, args: { name: remote, target, ...wish } });
    expect((await content()) !== 'edited').toBe(lost);
  });

  it('follows a remote that moved', async () => {
    await tryState({ state, host, args: { name: remote, target } });
    const moved = join(scratch, 'moved');
    await git(scratch, 'clone', '--quiet', remote, moved);
    const latest = await commit(moved, 'three');
    const done = await tryTwice({ state, host, args: { name: moved, target } });
    expect(done.changes).toMatchObject({ url: { old: remote, new: moved }, revision: { new: latest } });
  });

  it('finishes a clone that was cut short', async () => {
    await git(scratch, 'init', '--quiet', 'copy');
    await tryTwice({ state, host, args: { name: remote, target } });
    expect(await content()).toBe('one');
  });

  it('clones into a branch of another name, and shallowly', async () => {
    await commit(remote, 'two');
    await tryTwice({ state, host, args: { name: `file://${remote}`, target, branch: 'deployed', depth: 1 } });
    expect(await git(target, 'symbolic-ref', '--short', 'HEAD')).toBe('deployed');
    expect(await git(target, 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('does not touch a directory that is no repository, unless force_clone', async () => {
    await host.files.makeDirectory(target);
    await writeFile(join(target, 'precious'), 'x');
    expect(await tryState({ state, host, args: { name: remote, target } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('force_clone'),
    });
    await tryTwice({ state, host, args: { name: remote, target, force_clone: true } });
  });

  it.each([
    [{ rev: 'nope' }, /has no branch or tag nope/],
    [{ rev: '--upload-pack=x' }, /must not be empty or begin with a dash/],
    [{ name: '/no/such/repository' }, /git cannot read/],
    [{ name: '--upload-pack=touch x' }, /begin with a dash/],
    [{ name: 'ext::touch /tmp/x' }, /would run a command/],
    [{ rev: 'main\nx' }, /line breaks/],
    [{ target: 'relative' }, /not an absolute path/],
    [{ lfs: true }, /git-lfs is not installed/],
    [{ user: 'no-such-account' }, /does not exist/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    expect(await tryState({ state, host, args: { name: remote, target, ...args } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(await host.files.stat(target)).toBeUndefined();
  });

  it('never takes a repository above for the one of the target', async () => {
    await git(scratch, 'clone', '--quiet', remote, 'above');
    const before = await git(join(scratch, 'above'), 'rev-parse', 'HEAD');
    await commit(remote, 'two');
    target = join(scratch, 'above', 'below');
    await host.files.makeDirectory(join(target, '.git'), {}, { parents: true });
    const args = { name: remote, target, force_reset: true };
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringContaining('is no git repository'),
    });
    expect(await git(join(scratch, 'above'), 'rev-parse', 'HEAD')).toBe(before);
  });

  it('writes nothing in a dry run, the index included', async () => {
    await tryState({ state, host, args: { name: remote, target } });
    const index = join(target, '.git', 'index');
    // As a copy of the tree has it: git would note the new times.
    await utimes(join(target, 'file'), 1, 1);
    const before = await readFile(index);
    await commit(remote, 'two');
    await tryState({ state, host, args: { name: remote, target }, test: true });
    expect(await readFile(index)).toEqual(before);
  });

  it('never shows credentials of an address', async () => {
    for (const password of ['hunter2', 'p@hunter2']) {
      const name = `http://bot:${password}@127.0.0.1:1/x.git`;
      const done = await tryState({ state, host, args: { name, target } });
      expect(done.result).toBe(false);
      expect(JSON.stringify(done)).not.toContain('hunter2');
    }
  });

  it('without git says so; in test mode an earlier state may install it', async () => {
    expect(await tryState({ state, host: memoryHost(), args: { name: remote, target } })).toMatchObject({
      result: false,
      comment: 'git is not installed',
    });
    expect(await tryState({ state, host: memoryHost(), test: true, args: { name: remote, target } })).toMatchObject({
      result: null,
    });
  });
});

describe('git.latest of a repository that git does not read', () => {
  it('says whose it is, and takes it for neither empty nor absent', async () => {
    const said = "fatal: detected dubious ownership in repository at '/opt/app'";
    const foreign = memoryHost({
      files: { '/opt/app/.git/HEAD': 'ref: refs/heads/main' },
      programs: ['git'],
      commands: [
        { command: / status /, answer: { exitCode: 128, stderr: said } },
        { command: / config /, answer: { exitCode: 1 } },
      ],
    });
    for (const name of ['git.latest', 'git.cloned'])
      expect(
        await tryState({ state: name, host: foreign, args: { name: '/srv/app.git', target: '/opt/app' }, test: true }),
      ).toMatchObject({ result: false, comment: expect.stringContaining('belongs to another account') });
  });
});

describe('git.latest with large files', () => {
  const commitId = 'a'.repeat(40);
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 100000\n';
  const content = 'x'.repeat(2000);
  const args = { name: '/srv/app.git', target: '/opt/app', rev: commitId, lfs: true };

  /** `brings`: what `git lfs pull` makes of the pointer. */
  function withPointer(brings: string) {
    const text = { model: pointer };
    const lines: string[] = [];
    const made = memoryHost({
      files: { '/opt/app/.git/HEAD': commitId, '/opt/app/model.bin': pointer, '/opt/app/edited.bin': 'mine' },
      programs: ['git', 'git-lfs'],
      commands: [
        {
          command: /^git /,
          answer: async ({ line }) => {
            if (/lfs (pull|install)/.test(line)) lines.push(line);
            if (line.includes('lfs pull')) await made.files.write('/opt/app/model.bin', (text.model = brings));
            if (line.includes('lfs ls-files')) {
              const mark = text.model === pointer ? '-' : '*';
              return { stdout: `0123456789 ${mark} model.bin\n9876543210 - edited.bin\n` };
            }
            if (line.includes('remote.origin.url')) return { stdout: '/srv/app.git\n' };
            return { stdout: line.includes(' status ') ? `# branch.oid ${commitId}\n# branch.head (detached)\n` : '' };
          },
        },
      ],
    });
    return { made, lines };
  }

  it('fetches what an earlier checkout left as pointers', async () => {
    const { made, lines } = withPointer(content);
    expect((await tryTwice({ state, host: made, args })).changes).toEqual({ 'large files': 'model.bin' });
    expect(made.text('/opt/app/model.bin')).toBe(content);
    expect(lines).toEqual(['git -C /opt/app lfs install --local --skip-repo', 'git -C /opt/app lfs pull origin']);
  });

  it('fails where a pointer is left', async () => {
    const { made } = withPointer(pointer);
    expect(await tryState({ state, host: made, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/left pointers in \/opt\/app.*: model.bin/),
    });
  });
});

describe('git.cloned', () => {
  it('clones once, and leaves what it cloned behind when the remote moves on', async () => {
    await tryTwice({ state: 'git.cloned', host, args: { name: remote, target, branch: 'main' } });
    await commit(remote, 'two');
    const later = await tryState({ state: 'git.cloned', host, args: { name: remote, target, branch: 'main' } });
    expect(later).toMatchObject({ result: true, changed: [] });
    expect(await content()).toBe('one');
  });
});
