import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import { specsOf, type FunctionCase } from '../spec-cases.js';

const files = {
  '/srv/app/a.conf': 'one\ntwo = 2\n',
  '/srv/app/b.txt': 'x',
  '/srv/app/sub/c.conf': 'y',
  '/srv/link': { kind: 'symlink', target: '/srv/app' },
  '/srv/chain': { kind: 'symlink', target: 'link/a.conf' },
  '/srv/dead': { kind: 'symlink', target: 'nowhere' },
} as const;

describe('file', () => {
  specsOf({ machine: { files } }, looking('/srv'));
  specsOf({ machine: { files } }, [
    { call: 'file.basename', positional: ['/etc/ssh/'], value: '' },
    { call: 'file.basename', positional: ['/etc/ssh/sshd'], value: 'sshd' },
    { call: 'file.dirname', positional: ['/etc//ssh'], value: '/etc' },
    { call: 'file.dirname', positional: ['/x'], value: '/' },
    { call: 'file.dirname', positional: ['x'], value: '' },
    { call: 'file.join', positional: ['/etc', 'a', 'b'], value: '/etc/a/b' },
    { call: 'file.join', positional: ['/etc/', 'a', '/b', 'c'], value: '/b/c' },
    { call: 'file.normpath', positional: ['/etc/./x/../y/'], value: '/etc/y' },
    { call: 'file.check_hash', positional: ['/srv/app/b.txt', 'md5=9dd4e461268c8034f5c8564e155c67a6'], value: true },
    { call: 'file.check_hash', positional: ['/srv/app/b.txt', 'nope'], refused: ['bad-arguments', /no digest/] },
    { call: 'file.user_to_uid', positional: ['root'], value: 0 },
    { call: 'file.user_to_uid', positional: ['nobody-here'], value: '' },
    { call: 'file.uid_to_user', positional: [0], value: 'root' },
    { call: 'file.gid_to_group', positional: [4711], value: 4711 },
    { call: 'file.get_user', positional: ['/srv/app/b.txt'], value: 'root' },
    { call: 'file.get_mode', positional: ['/srv/nope'], refused: ['not-found', /Path not found/] },
    {
      call: 'file.find',
      positional: ['/srv'],
      named: { print: 'inode' },
      refused: ['bad-arguments', /print knows path/],
    },
  ]);
});

/** The same questions of the machine in memory and of this one. */
function looking(top: string): FunctionCase[] {
  return [
    { call: 'file.is_link', positional: [`${top}/link`], value: true },
    { call: 'file.is_link', positional: [`${top}/app`], value: false },
    { call: 'file.readlink', positional: [`${top}/chain`], value: 'link/a.conf' },
    { call: 'file.readlink', positional: [`${top}/chain`], named: { canonicalize: true }, value: `${top}/app/a.conf` },
    { call: 'file.readlink', positional: [`${top}/app`], refused: ['failed', /is no symlink/] },
    { call: 'file.file_exists', positional: [`${top}/chain`], value: true },
    { call: 'file.directory_exists', positional: [`${top}/link`], value: true },
    { call: 'file.file_exists', positional: [`${top}/dead`], value: false },
    { call: 'file.readdir', positional: [`${top}/app`], value: ['.', '..', 'a.conf', 'b.txt', 'sub'] },
    {
      call: 'file.find',
      positional: [`${top}/app`],
      named: { type: 'f', name: '*.conf' },
      value: [`${top}/app/a.conf`, `${top}/app/sub/c.conf`],
    },
    { call: 'file.find', positional: [`${top}/app`], named: { type: 'd', print: 'name' }, value: ['app', 'sub'] },
    {
      call: 'file.find',
      positional: [`${top}/app`],
      named: { maxdepth: 1, mindepth: 1, type: 'f', print: 'name,size' },
      value: [
        ['a.conf', 12],
        ['b.txt', 1],
      ],
    },
    { call: 'file.find', positional: [`${top}/app`], named: { iregex: 'SUB/C' }, value: [`${top}/app/sub/c.conf`] },
    { call: 'file.find', positional: [`${top}/nope`], value: [] },
    { call: 'file.path_exists_glob', positional: [`${top}/*/a.c*`], value: true },
    { call: 'file.path_exists_glob', positional: [`${top}/app/*.nope`], value: false },
    { call: 'file.contains', positional: [`${top}/app/a.conf`, ' two '], value: true },
    { call: 'file.contains', positional: [`${top}/nope`, 'x'], value: false },
    { call: 'file.contains_regex', positional: [`${top}/app/a.conf`, '^two\\s*='], value: true },
    { call: 'file.search', positional: [`${top}/app/a.conf`, '^two'], value: true },
    { call: 'file.search', positional: [`${top}/app/a.conf`, 'TWO'], named: { flags: ['IGNORECASE'] }, value: true },
    { call: 'file.search', positional: [`${top}/nope`, 'x'], refused: ['not-found', /no file/] },
    { call: 'file.search', positional: [`${top}/nope`, 'x'], named: { ignore_if_missing: true }, value: false },
    {
      call: 'file.search',
      positional: [`${top}/app/a.conf`, '('],
      refused: ['bad-arguments', /not a regular expression/],
    },
    {
      call: 'file.list_files',
      positional: [top],
      // What lies behind the symlink is listed under the first of its two names that is walked.
      value: expect.arrayContaining([
        top,
        `${top}/app`,
        `${top}/chain`,
        `${top}/dead`,
        `${top}/link`,
        `${top}/link/sub/c.conf`,
      ]),
    },
    { call: 'file.list_files', positional: [`${top}/nope`], value: [`${top}/nope`] },
    { call: 'file.is_text', positional: [`${top}/chain`], value: true },
    { call: 'file.is_text', positional: [`${top}/nope`], value: false },
    { call: 'file.is_binary', positional: [`${top}/app/b.txt`], value: false },
    { call: 'file.is_binary', positional: [`${top}/app`], value: false },
    { call: 'file.is_empty', positional: [`${top}/app/b.txt`], value: false },
    { call: 'file.is_empty', positional: [`${top}/nope`], value: false },
    { call: 'file.get_mode', positional: [`${top}/app/b.txt`], value: '0644' },
    { call: 'file.access', positional: [`${top}/app`, 'f'], value: true },
  ];
}

const scratch = mkdtempSync(join(tmpdir(), 'fleet-file-'));
mkdirSync(join(scratch, 'app/sub'), { recursive: true });
for (const [path, content] of [
  ['a.conf', 'one\ntwo = 2\n'],
  ['b.txt', 'x'],
  ['sub/c.conf', 'y'],
] as const)
  writeFileSync(join(scratch, 'app', path), content, { mode: 0o644 });
symlinkSync(join(scratch, 'app'), join(scratch, 'link'));
symlinkSync('link/a.conf', join(scratch, 'chain'));
symlinkSync('nowhere', join(scratch, 'dead'));
/** What Salt's two guesses say of the beginning of a file. */
const contents: Record<string, { bytes: Buffer; text: boolean; binary: boolean }> = {
  empty: { bytes: Buffer.alloc(0), text: true, binary: false },
  zero: { bytes: Buffer.from('a\0b'), text: false, binary: true },
  umlauts: { bytes: Buffer.from('äöü'), text: true, binary: true },
  latin1: { bytes: Buffer.from('Grüße aus Bonn', 'latin1'), text: true, binary: true },
  random: { bytes: Buffer.from([0x80, 0x90, 0xff, 0xfe, 0x41]), text: false, binary: true },
  cut: { bytes: Buffer.from(`${'a'.repeat(2047)}ä`), text: true, binary: true },
};
for (const [name, { bytes }] of Object.entries(contents)) writeFileSync(join(scratch, name), bytes);
afterAll(() => rmSync(scratch, { recursive: true }));

describe('file, on this machine', () => {
  specsOf({ host: linuxHost() }, looking(scratch));
  specsOf({ host: linuxHost() }, [
    ...Object.entries(contents).flatMap(([name, { text, binary }]) => [
      { call: 'file.is_text', positional: [join(scratch, name)], value: text },
      { call: 'file.is_binary', positional: [join(scratch, name)], value: binary },
    ]),
    { call: 'file.is_empty', positional: [join(scratch, 'empty')], value: true },
    { call: 'file.access', positional: [join(scratch, 'app/b.txt'), 'x'], value: false },
    { call: 'file.grep', positional: [join(scratch, 'app/a.conf'), 'TWO', '-i'], value: expectGrep('two = 2', 0) },
    { call: 'file.grep', positional: [join(scratch, 'app/a.conf'), 'nope'], value: expectGrep('', 1) },
  ]);
});

function expectGrep(stdout: string, retcode: number): unknown {
  return { pid: expect.any(Number), retcode, stdout, stderr: '' };
}
