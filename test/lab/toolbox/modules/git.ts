import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const commit = expect.stringMatching(/^[0-9a-f]{40}$/);

export const toolbox: ToolboxModule = {
  module: 'git',
  packages: ['git-lfs'],
  prepare: `useradd --create-home tool-git && install -d -o tool-git /srv/tool-git && su tool-git -s /bin/sh -c '
git config --global user.name lab && git config --global user.email lab@localhost && git config --global init.defaultBranch main
git init -q --bare /srv/tool-git/remote.git && git clone -q /srv/tool-git/remote.git /srv/tool-git/seed 2>/dev/null && cd /srv/tool-git/seed
echo one > file && git add . && git commit -qm one && git tag v1 && echo two > file && git commit -qam two && git push -q origin HEAD:main v1
git init -q --bare /srv/tool-git/large.git && git clone -q /srv/tool-git/large.git /srv/tool-git/large-seed 2>/dev/null && cd /srv/tool-git/large-seed
git lfs install --local >/dev/null && git lfs track "*.bin" >/dev/null && head -c 100000 /dev/zero > model.bin && git add . && git commit -qm large && git push -q origin HEAD:main 2>/dev/null
git clone -q --no-checkout /srv/tool-git/large.git /srv/tool-git/pointers && cd /srv/tool-git/pointers && GIT_LFS_SKIP_SMUDGE=1 git checkout -q main && sleep 1.1 && git update-index -q --really-refresh'`,
  states: [
    `/srv/tool-git/remote.git:
  git.latest:
    - target: /srv/tool-git/copy
    - rev: v1
    - user: tool-git
once:
  git.cloned:
    - name: /srv/tool-git/remote.git
    - target: /srv/tool-git/once
    - user: tool-git
large:
  git.latest:
    - name: /srv/tool-git/large.git
    - target: /srv/tool-git/large
    - rev: main
    - lfs: True
    - user: tool-git
pointers of an earlier checkout:
  git.latest:
    - name: /srv/tool-git/large.git
    - target: /srv/tool-git/pointers
    - rev: main
    - lfs: True
    - user: tool-git
user.email:
  git.config_set:
    - value: deploy@example.org
    - repo: /srv/tool-git/copy
    - user: tool-git
    - require:
      - git: /srv/tool-git/remote.git
`,
    `/srv/tool-git/remote.git:
  git.latest:
    - target: /srv/tool-git/copy
    - rev: main
    - user: tool-git
user.email:
  git.config_unset:
    - repo: /srv/tool-git/copy
    - user: tool-git
`,
  ],
  verdicts: [
    {
      sls: `dirty:
  file.managed:
    - name: /srv/tool-git/copy/file
    - contents: edited here
kept:
  git.latest:
    - name: /srv/tool-git/remote.git
    - target: /srv/tool-git/copy
    - rev: v1
    - user: tool-git
    - require:
      - file: dirty
unreachable:
  git.latest:
    - name: http://bot:hunter2@127.0.0.1:1/x.git
    - target: /srv/tool-git/none
not its own:
  git.latest:
    - name: /srv/tool-git/remote.git
    - target: /srv/tool-git/copy
helper:
  git.latest:
    - name: 'ext::touch /srv/tool-git/helper-ran'
    - target: /srv/tool-git/none
lost objects:
  cmd.run:
    - name: rm -rf /srv/tool-git/large.git/lfs /srv/tool-git/large-seed/.git/lfs
pointer is left:
  git.latest:
    - name: /srv/tool-git/large.git
    - target: /srv/tool-git/no-content
    - rev: main
    - lfs: True
    - user: tool-git
    - require:
      - cmd: lost objects
taken:
  git.latest:
    - name: /srv/tool-git/remote.git
    - target: /home/tool-git
    - user: tool-git
`,
      results: {
        dirty: { result: true },
        kept: { result: false, comment: /local changes/ },
        unreachable: { result: false, comment: /^(?!.*hunter2).*cannot read/s },
        'not its own': { result: false, comment: /belongs to another account/ },
        helper: { result: false, comment: /would run a command/ },
        'lost objects': { result: true },
        'pointer is left': { result: false, comment: /model\.bin/ },
        taken: { result: false, comment: /is no git repository/ },
      },
    },
  ],
  seen: {
    'cat /srv/tool-git/copy/file': 'edited here\n',
    'cat /srv/tool-git/once/file': 'two\n',
    'stat -c %s /srv/tool-git/large/model.bin /srv/tool-git/pointers/model.bin': '100000\n100000\n',
    'cd /srv/tool-git/pointers && su tool-git -s /bin/sh -c "git status --porcelain"': '',
    'ls -d /srv/tool-git/helper-ran 2>/dev/null || true': '',
  },
  functions: [
    { call: ['git.version'], value: expect.stringMatching(/^\d/) },
    { call: ['git.status', '/srv/tool-git/copy'], retcode: 1, refused: /name that as `user`/ },
    { call: ['git.status', '/srv/tool-git/copy', 'user=tool-git'], value: { modified: ['file'] } },
    { call: ['git.reset', '/srv/tool-git/copy', 'hard=True', 'user=tool-git'], value: true },
    {
      call: ['git.clone', '/srv/tool-git/mine', '/srv/tool-git/remote.git', 'branch=main', 'user=tool-git'],
      value: true,
    },
    { call: ['git.is_worktree', '/srv/tool-git/mine', 'user=tool-git'], value: true },
    { call: ['git.current_branch', '/srv/tool-git/mine', 'user=tool-git'], value: 'main' },
    { call: ['git.rev_parse', '/srv/tool-git/mine', 'user=tool-git'], value: commit },
    { call: ['git.describe', '/srv/tool-git/mine', 'user=tool-git'], value: expect.stringMatching(/^v1-1-g/) },
    { call: ['git.list_branches', '/srv/tool-git/mine', 'user=tool-git'], value: ['main'] },
    { call: ['git.list_tags', '/srv/tool-git/mine', 'user=tool-git'], value: ['v1'] },
    {
      call: ['git.log', '/srv/tool-git/mine', 'limit=1', 'user=tool-git'],
      value: [expect.objectContaining({ commit, subject: 'two' })],
    },
    {
      call: ['git.remotes', '/srv/tool-git/mine', 'user=tool-git'],
      value: { origin: expect.objectContaining({ fetch: '/srv/tool-git/remote.git' }) },
    },
    {
      call: ['git.remote_get', '/srv/tool-git/mine', 'user=tool-git'],
      value: expect.objectContaining({ fetch: '/srv/tool-git/remote.git' }),
    },
    {
      call: ['git.remote_set', '/srv/tool-git/mine', '/srv/tool-git/remote.git', 'second', 'user=tool-git'],
      value: true,
    },
    {
      call: ['git.ls_remote', '/srv/tool-git/remote.git', 'main', 'user=tool-git'],
      value: { 'refs/heads/main': commit },
    },
    { call: ['git.config_set', 'lab.key', 'value', '/srv/tool-git/mine', 'user=tool-git'], value: true },
    { call: ['git.config_get', 'lab.key', '/srv/tool-git/mine', 'user=tool-git'], value: ['value'] },
    { call: ['git.config_get_regexp', '^lab', '/srv/tool-git/mine', 'user=tool-git'], value: { 'lab.key': ['value'] } },
    { call: ['git.config_unset', 'lab.key', '/srv/tool-git/mine', 'user=tool-git'], value: true },
    { call: ['git.branch', '/srv/tool-git/mine', 'fix', 'user=tool-git'], value: true },
    { call: ['git.checkout', '/srv/tool-git/mine', 'fix', 'user=tool-git'], value: true },
    {
      call: ['cmd.run', 'echo three > /srv/tool-git/mine/new', 'runas=tool-git'],
      seen: { 'cat /srv/tool-git/mine/new': 'three\n' },
      value: '',
    },
    { call: ['git.clean', '/srv/tool-git/mine', 'user=tool-git'], value: ['new'] },
    { call: ['git.add', '/srv/tool-git/mine', '.', 'user=tool-git'], value: true },
    { call: ['git.commit', '/srv/tool-git/mine', 'three', 'user=tool-git'], value: expect.stringMatching(/three/) },
    { call: ['git.tag', '/srv/tool-git/mine', 'v3', 'user=tool-git'], value: true },
    { call: ['git.checkout', '/srv/tool-git/mine', 'main', 'user=tool-git'], value: true },
    { call: ['git.merge', '/srv/tool-git/mine', 'fix', 'user=tool-git'], value: expect.stringMatching(/Fast-forward/) },
    { call: ['git.push', '/srv/tool-git/mine', 'origin', 'main', 'user=tool-git'], value: true },
    { call: ['git.fetch', '/srv/tool-git/once', 'user=tool-git'], value: true },
    {
      call: ['git.pull', '/srv/tool-git/once', 'user=tool-git'],
      value: expect.stringMatching(/Fast-forward/),
      seen: { 'cat /srv/tool-git/once/new': 'three\n' },
    },
    { call: ['git.submodule', '/srv/tool-git/once', 'user=tool-git'], value: true },
    { call: ['git.init', '/srv/tool-git/empty', 'user=tool-git'], value: expect.stringMatching(/Initialized/) },
  ],
};
