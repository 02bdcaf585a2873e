import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import { toPlain, type Value } from '@fleet/values';
import { specContext, specsOf, type FunctionCase } from '../spec-cases.js';

const host = linuxHost();
const { call: callValue } = specContext({}, host);
let scratch: string;
let copy: string;
let remote: string;

const call = async (name: string, args: Value[] = [], named: Record<string, Value> = {}): Promise<unknown> =>
  structuredClone(toPlain(await callValue(`git.${name}`, args, new Map(Object.entries(named)))));

/** The story of one repository, as an operator would live it. */
describe('git', () => {
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'fleet-execution-git-'));
    [remote, copy] = [join(scratch, 'remote.git'), join(scratch, 'copy')];
    await call('init', [remote, true]);
    await call('clone', [copy, remote]);
    for (const [key, value] of [
      ['user.name', 'Spec'],
      ['user.email', 'spec@example.org'],
    ] as const)
      expect(await call('config_set', [key, value, copy])).toBe(true);
    await writeFile(join(copy, 'file'), 'one');
    await callValue('cmd.run', [`git -C ${copy} checkout -q -b main`]);
    await call('add', [copy, '.']);
    await call('commit', [copy, 'one']);
    await call('push', [copy, 'origin', 'main']);
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('tells where it is', async () => {
    const commit = await call('rev_parse', [copy]);
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(await call('rev_parse', [copy], { short: true })).toBe(String(commit).slice(0, 7));
    expect(await call('current_branch', [copy])).toBe('main');
    expect(await call('describe', [copy])).toBe(String(commit).slice(0, 7));
    expect(await call('list_branches', [copy])).toEqual(['main']);
    expect(await call('list_branches', [copy, true])).toContain('origin/main');
    expect(await call('is_worktree', [copy])).toBe(true);
    expect(await call('is_worktree', [scratch])).toBe(false);
    expect(await call('is_worktree', [join(scratch, 'none')])).toBe(false);
    expect(await call('version')).toMatch(/^\d+\.\d+/);
    expect(await call('ls_remote', [remote, 'main'])).toEqual({ 'refs/heads/main': commit });
    expect(await call('log', [copy])).toEqual([
      { commit, author: 'Spec', date: expect.stringMatching(/^\d{4}-/), subject: 'one' },
    ]);
  });

  it('tells what differs, by kind', async () => {
    expect(await call('status', [copy])).toEqual({});
    await writeFile(join(copy, 'file'), 'changed');
    await writeFile(join(copy, 'a new file'), 'x');
    expect(await call('status', [copy])).toEqual({ modified: ['file'], untracked: ['a new file'] });
    expect(await call('clean', [copy])).toEqual(['a new file']);
    expect(await call('clean', [copy], { force: true })).toEqual(['a new file']);
    expect(await call('reset', [copy, 'HEAD', true])).toBe(true);
    await callValue('cmd.run', [`git -C ${copy} mv file moved`]);
    expect(await call('status', [copy])).toEqual({ renamed: ['moved'] });
    expect(await call('reset', [copy, 'HEAD', true])).toBe(true);
    expect(await call('status', [copy])).toEqual({});
  });

  it('makes branches and tags, checks them out, merges them, and takes them away', async () => {
    expect(await call('branch', [copy, 'fix'])).toBe(true);
    expect(await call('checkout', [copy, 'fix'])).toBe(true);
    await writeFile(join(copy, 'file'), 'fixed');
    await call('commit', [copy, 'fix'], { all: true });
    expect(await call('tag', [copy, 'v1'], { message: 'first' })).toBe(true);
    expect(await call('list_tags', [copy])).toEqual(['v1']);
    expect(await call('checkout', [copy, 'main'])).toBe(true);
    await expect(call('branch', [copy, 'fix'], { delete: true })).rejects.toThrow(/not fully merged/);
    expect(await call('merge', [copy, 'fix', true])).toMatch(/Fast-forward/);
    expect(await call('describe', [copy])).toBe('v1');
    expect(await call('branch', [copy, 'fix'], { delete: true })).toBe(true);
    expect(await call('tag', [copy, 'v1'], { delete: true })).toBe(true);
  });

  it('takes a merge with conflicts back', async () => {
    await call('checkout', [copy, 'main'], { branch: 'ours' });
    await writeFile(join(copy, 'file'), 'ours');
    await call('commit', [copy, 'ours'], { all: true });
    await call('checkout', [copy, 'main'], { branch: 'theirs' });
    await writeFile(join(copy, 'file'), 'theirs');
    await call('commit', [copy, 'theirs'], { all: true });
    await expect(call('merge', [copy, 'ours'])).rejects.toThrow(/git:/);
    expect(await call('status', [copy])).toEqual({});
    await call('checkout', [copy, 'main']);
  });

  it('pushes, fetches and pulls forward only', async () => {
    const other = join(scratch, 'other');
    await call('clone', [other, remote], { branch: 'main', depth: 5, submodules: true });
    expect(await call('push', [copy])).toBe(true);
    expect(await call('fetch', [other], { prune: true, force: true })).toBe(true);
    expect(await call('fetch', [other, 'origin', 'main'])).toBe(true);
    expect(await call('pull', [other])).toMatch(/Fast-forward/);
    expect(await call('rev_parse', [other])).toBe(await call('rev_parse', [copy]));
    expect(await call('submodule', [other])).toBe(true);
  });

  it('never answers credentials of an address', async () => {
    expect(await call('remote_set', [copy, 'https://bot:hunter2@git.example/x.git', 'up'])).toBe(true);
    expect(await call('remote_set', [copy, 'https://bot:hunter3@git.example/x.git', 'up'])).toBe(true);
    const hidden = 'https://<secret>@git.example/x.git';
    expect(await call('remote_get', [copy, 'up'])).toEqual({ fetch: hidden, push: hidden });
    expect(await call('remotes', [copy])).toMatchObject({ up: { fetch: hidden, push: hidden } });
    expect(await call('config_get', ['remote.up.url', copy])).toEqual([hidden]);
    expect(await call('config_get_regexp', ['^remote.up', copy])).toMatchObject({ 'remote.up.url': [hidden] });
    await expect(call('ls_remote', ['http://bot:hunter2@127.0.0.1:1/x.git'])).rejects.toThrow(/^(?!.*hunter2)/s);
    expect(await call('config_unset', ['remote.up.url', copy])).toBe(true);
    expect(await call('config_unset', ['remote.up.url', copy])).toBe(true);
    expect(await call('config_get', ['remote.up.url', copy])).toEqual([]);
    expect(await call('config_get_regexp', ['^nothing', copy])).toEqual({});
  });

  const bad = (name: string, positional: unknown[], named: Record<string, unknown>, says: RegExp): FunctionCase => ({
    ...{ call: `git.${name}`, positional, named, refused: ['bad-arguments', says] },
  });
  specsOf({ host }, [
    bad('clone', ['/x', 'ext::sh -c x'], {}, /blanks/),
    bad('clone', ['/x', 'ext::x'], {}, /helper that would run/),
    bad('clone', ['/x', '--upload-pack=x'], {}, /begin with a dash/),
    bad('clone', ['/x', '/y'], { branch: '-b' }, /begin with a dash/),
    bad('clone', ['x', '/y'], {}, /absolute/),
    bad('rev_parse', ['/x', '--git-dir'], {}, /begin with a dash/),
    bad('status', ['x'], {}, /absolute/),
    bad('push', ['/x', 'origin', '+main'], {}, /forces it/),
    bad('fetch', ['/x'], { refspecs: 'main' }, /name it/),
    bad('commit', ['/x', ' '], {}, /message/),
    bad('config_set', ['user', 'x', '/x'], {}, /name of a setting/),
    bad('config_set', ['user.name', 'x\ny', '/x'], {}, /one line/),
    bad('config_get', ['user.name'], {}, /for a `cwd`/),
    { call: 'git.status', positional: ['/nonexistent'], refused: ['failed', /^git: /] },
  ]);
});
