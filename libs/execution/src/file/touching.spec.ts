import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const machine: MemoryMachine = {
  files: {
    '/etc/app.conf': { content: 'a = 1\n#b = 2\n', mode: 0o640, uid: 7 },
    '/etc/secret': { content: 'key=old\n', mode: 0o600 },
    '/etc/latin': { content: Buffer.from('Grüße\n', 'latin1') },
    '/srv/d/x': 'x',
    '/srv/l': { target: '/etc/app.conf' },
    '/srv/pipe': { kind: 'fifo' },
  },
  accounts: { users: [{ name: 'deploy', uid: 1000 }], groups: [{ name: 'deploy', gid: 1001 }] },
};

/** One call, and what the machine is afterwards. */
interface Deed {
  readonly call: string;
  readonly with?: readonly unknown[];
  readonly named?: Record<string, unknown>;
  readonly answers: unknown;
  /** Path → its text, or `undefined` for none. */
  readonly text?: Record<string, string | undefined>;
  readonly stat?: Record<string, object | undefined>;
}

const deeds: readonly Deed[] = [
  {
    call: 'file.write',
    with: ['/etc/app.conf', 'one', 2],
    answers: 'Wrote 2 lines to "/etc/app.conf"',
    text: { '/etc/app.conf': 'one\n2\n' },
    stat: { '/etc/app.conf': { mode: 0o640, uid: 7 } },
  },
  {
    call: 'file.write',
    with: ['/srv/new'],
    named: { args: ['x', 'y'] },
    answers: expect.anything(),
    text: { '/srv/new': 'x\ny\n' },
  },
  {
    call: 'file.append',
    with: ['/srv/d/x', 'y'],
    answers: 'Wrote 1 lines to "/srv/d/x"',
    text: { '/srv/d/x': 'x\ny\n' },
  },
  { call: 'file.append', with: ['/srv/new', 'y'], answers: expect.anything(), text: { '/srv/new': 'y\n' } },
  {
    call: 'file.prepend',
    with: ['/srv/d/x', 'a', 'b'],
    answers: 'Prepended 2 lines to "/srv/d/x"',
    text: { '/srv/d/x': 'a\nb\nx' },
  },
  {
    call: 'file.touch',
    with: ['/srv/t'],
    named: { mtime: 1000 },
    answers: true,
    text: { '/srv/t': '' },
    stat: { '/srv/t': { modified: 1_000_000, accessed: 1_000_000 } },
  },
  { call: 'file.remove', with: ['/srv/d'], answers: true, stat: { '/srv/d': undefined } },
  { call: 'file.remove', with: ['/srv/none'], answers: false },
  {
    call: 'file.copy',
    with: ['/etc/app.conf', '/srv/copy'],
    answers: true,
    stat: { '/srv/copy': { mode: 0o640, uid: 7 } },
  },
  {
    call: 'file.rename',
    with: ['/srv/d', '/srv/e'],
    answers: true,
    text: { '/srv/e/x': 'x' },
    stat: { '/srv/d': undefined },
  },
  {
    call: 'file.symlink',
    with: ['/etc', '/srv/l'],
    named: { force: true },
    answers: true,
    stat: { '/srv/l': { target: '/etc' } },
  },
  { call: 'file.link', with: ['/srv/d/x', '/srv/y'], answers: true, stat: { '/srv/y': { links: 2 } } },
  {
    call: 'file.mkdir',
    with: ['/srv/a/b', 'deploy', 'deploy', '0750'],
    answers: true,
    stat: { '/srv/a/b': { mode: 0o750, uid: 1000, gid: 1001 } },
  },
  {
    call: 'file.makedirs',
    with: ['/srv/a/b/c'],
    answers: null,
    stat: { '/srv/a/b': { kind: 'directory' }, '/srv/a/b/c': undefined },
  },
  { call: 'file.makedirs', with: ['/srv/d/'], answers: "Directory '/srv/d' already exists" },
  {
    call: 'file.makedirs_perms',
    with: ['/srv/d'],
    named: { mode: '0700', user: 1000 },
    answers: null,
    stat: { '/srv/d': { mode: 0o700, uid: 1000 } },
  },
  {
    call: 'file.chown',
    with: ['/srv/l', 'deploy', ''],
    answers: null,
    stat: { '/etc/app.conf': { uid: 1000 }, '/srv/l': { uid: 0 } },
  },
  {
    call: 'file.lchown',
    with: ['/srv/l', 'deploy', 'deploy'],
    answers: null,
    stat: { '/etc/app.conf': { uid: 7 }, '/srv/l': { uid: 1000, gid: 1001 } },
  },
  { call: 'file.chgrp', with: ['/srv/d', 'deploy'], answers: null, stat: { '/srv/d': { gid: 1001, uid: 0 } } },
  {
    call: 'file.set_mode',
    with: ['/etc/app.conf', '0600'],
    answers: '0600',
    stat: { '/etc/app.conf': { mode: 0o600 } },
  },
  {
    call: 'file.check_perms',
    with: ['/etc/app.conf', { changes: { diff: 'x' } }, 'deploy', null, '0640'],
    answers: [
      { name: '/etc/app.conf', changes: { diff: 'x', user: 'deploy' }, comment: [], result: true },
      { luser: 7, lgroup: 'root', lmode: '0640' },
    ],
    stat: { '/etc/app.conf': { uid: 1000 } },
  },
  {
    call: 'file.replace',
    with: ['/etc/app.conf', '^a = (\\d)', 'a = \\g<1>0'],
    answers: expect.stringContaining('-a = 1\n+a = 10'),
    text: { '/etc/app.conf': 'a = 10\n#b = 2\n', '/etc/app.conf.bak': 'a = 1\n#b = 2\n' },
    stat: { '/etc/app.conf.bak': { mode: 0o640, uid: 7 } },
  },
  {
    call: 'file.replace',
    with: ['/etc/app.conf'],
    named: { pattern: 'a', repl: 'z', dry_run: true, show_changes: false },
    answers: true,
    text: { '/etc/app.conf': 'a = 1\n#b = 2\n', '/etc/app.conf.bak': undefined },
  },
  { call: 'file.replace', with: ['/etc/app.conf'], named: { pattern: 'zzz', repl: '' }, answers: '' },
  { call: 'file.replace', with: ['/none'], named: { pattern: 'a', repl: '', ignore_if_missing: true }, answers: '' },
  {
    call: 'file.replace',
    with: ['/etc/app.conf'],
    named: { pattern: '^#b', repl: '', search_only: true },
    answers: true,
  },
  {
    call: 'file.replace',
    with: ['/etc/secret'],
    named: { pattern: 'old', repl: 'new', backup: false },
    answers: expect.stringMatching(/^(?![\s\S]*(old|new))[\s\S]*\+key=<secret>/),
    text: { '/etc/secret': 'key=new\n' },
  },
  {
    call: 'file.line',
    with: ['/etc/app.conf'],
    named: { mode: 'insert', content: 'c', location: 'end' },
    answers: expect.stringContaining('+c'),
    text: { '/etc/app.conf': 'a = 1\n#b = 2\nc\n', '/etc/app.conf.bak': undefined },
  },
  {
    call: 'file.blockreplace',
    with: ['/srv/d/x'],
    named: {
      marker_start: '#s',
      marker_end: '#e',
      content: 'in',
      append_if_not_found: true,
      show_changes: false,
      backup: false,
    },
    answers: true,
    text: { '/srv/d/x': 'x\n#s\nin\n#e\n' },
  },
  {
    call: 'file.comment',
    with: ['/etc/app.conf', '^a'],
    answers: expect.stringContaining('+#a = 1'),
    text: { '/etc/app.conf': '#a = 1\n#b = 2\n' },
  },
  { call: 'file.comment', with: ['/etc/app.conf', '^zzz'], answers: false },
  { call: 'file.uncomment', with: ['/etc/app.conf', '^b'], answers: expect.stringContaining('+b = 2') },
  {
    call: 'file.comment_line',
    with: ['/etc/app.conf', '^b'],
    named: { cmnt: false, backup: 'minion' },
    answers: expect.stringContaining('+b = 2'),
    text: { '/etc/app.conf': 'a = 1\nb = 2\n' },
  },
];

describe('functions that change files', () => {
  it.each(
    deeds.map(
      (deed) => [`${deed.call} ${(deed.with ?? []).join(' ')} ${JSON.stringify(deed.named ?? {})}`, deed] as const,
    ),
  )('%s', async (_name, { call, with: words = [], named = {}, answers, text = {}, stat = {} }) => {
    const host = memoryHost(machine);
    const given = { positional: words.map((word) => fromPlain(word)), named: fromPlain(named) as ValueMap };
    const { value } = await callFunction(functionTable, call, given, host, specContext({}, host));
    expect(structuredClone(toPlain(value))).toEqual(answers);
    for (const [path, expected] of Object.entries(text)) expect(host.text(path)).toBe(expected);
    for (const [path, expected] of Object.entries(stat)) {
      const found = await host.files.stat(path);
      if (expected) expect(found).toMatchObject(expected);
      else expect(found).toBeUndefined();
    }
  });

  specsOf({ machine }, [
    { call: 'file.write', positional: ['etc/x', 'a'], refused: ['bad-arguments', /not an absolute path/] },
    { call: 'file.write', positional: ['/srv/x'], refused: ['bad-arguments', /no lines/] },
    { call: 'file.write', positional: ['/srv', 'x'], refused: ['failed', /EISDIR/] },
    { call: 'file.append', positional: ['/etc/latin', 'x'], refused: ['failed', /not in UTF-8/] },
    { call: 'file.remove', positional: ['/'], refused: ['failed', /protected/] },
    { call: 'file.rmdir', positional: ['/srv/d'], refused: ['failed', /\/srv\/d holds x/] },
    { call: 'file.rmdir', positional: ['/srv/l'], refused: ['failed', /is a symlink/] },
    { call: 'file.copy', positional: ['/srv/d', '/srv/e'], refused: ['failed', /recurse=True/] },
    {
      call: 'file.copy',
      positional: ['/srv/d', '/srv/d/e'],
      named: { recurse: true },
      refused: ['failed', /lies in the other/],
    },
    { call: 'file.copy', positional: ['/srv/pipe', '/srv/e'], refused: ['failed', /is a fifo/] },
    { call: 'file.symlink', positional: ['/etc', '/srv/l'], refused: ['failed', /force=True/] },
    {
      call: 'file.symlink',
      positional: ['/etc', '/srv/d'],
      named: { force: true },
      refused: ['failed', /is a directory/],
    },
    { call: 'file.chown', positional: ['/srv/d', 'ghost'], refused: ['not-found', /the user ghost does not exist/] },
    { call: 'file.check_perms', positional: ['/none', {}], refused: ['not-found', /there is no \/none/] },
    { call: 'file.set_mode', positional: ['/srv/d', '0999'], refused: ['bad-arguments', /octal/] },
    {
      call: 'file.replace',
      positional: ['/etc/app.conf'],
      named: { pattern: '(', repl: '' },
      refused: ['bad-arguments', /not a regular expression/],
    },
    {
      call: 'file.replace',
      positional: ['/none'],
      named: { pattern: 'a', repl: '' },
      refused: ['not-found', /there is no file/],
    },
    {
      call: 'file.replace',
      positional: ['/srv/d'],
      named: { pattern: 'a', repl: '' },
      refused: ['failed', /is a directory/],
    },
    {
      call: 'file.line',
      positional: ['/etc/app.conf'],
      named: { mode: 'ensure', content: 'x', after: 'no' },
      refused: ['failed', /matches no/],
    },
    { call: 'file.truncate', positional: ['/etc/app.conf', -1], refused: ['bad-arguments', /number of bytes/] },
    { call: 'file.tail', positional: ['/srv/pipe'], refused: ['failed', /is a fifo/] },
    { call: 'file.chattr', positional: ['/etc/app.conf', 'add', '-R'], refused: ['bad-arguments', /no letters/] },
    { call: 'file.get_diff', positional: ['/etc/app.conf', '/none'], refused: ['not-found', /there is no file/] },
    { call: 'file.get_diff', positional: ['/etc/app.conf', '/srv/l'], value: '' },
    {
      call: 'file.get_diff',
      positional: ['/srv/d/x', '/etc/app.conf'],
      named: { show_changes: false },
      value: '<show_changes=False>',
    },
    { call: 'file.get_sum', positional: ['/srv/d/x', 'md5'], value: '9dd4e461268c8034f5c8564e155c67a6' },
  ]);

  it('a refused write leaves no backup of a content that stayed, and the file as it was', async () => {
    const host = memoryHost(machine);
    host.refuse('files.write', '/etc/app.conf', 'ENOSPC', 'cannot write /etc/app.conf: no space left on the device');
    const named = fromPlain({ pattern: 'a', repl: 'z', backup: false }) as ValueMap;
    await expect(
      callFunction(
        functionTable,
        'file.replace',
        { positional: ['/etc/app.conf'], named },
        host,
        specContext({}, host),
      ),
    ).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('no space left') });
    expect(host.text('/etc/app.conf')).toBe('a = 1\n#b = 2\n');
  });
});
