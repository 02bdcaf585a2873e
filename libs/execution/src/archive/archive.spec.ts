import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linuxHost, memoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const folder = mkdtempSync(join(tmpdir(), 'fleet-archive-'));
const at = (name: string): string => join(folder, name);
const host = linuxHost();
async function ask(call: string, positional: unknown[], named: Record<string, unknown> = {}): Promise<unknown> {
  const given = { positional: positional.map((one) => fromPlain(one)), named: fromPlain(named) as ValueMap };
  return structuredClone(toPlain((await callFunction(functionTable, call, given, host, specContext({}, host))).value));
}

beforeAll(() => {
  mkdirSync(at('src/d'), { recursive: true });
  writeFileSync(at('src/a b'), 'a');
  writeFileSync(at('src/d/f'), 'f');
  symlinkSync('f', at('src/d/l'));
  // Archives whose members lead out, as somebody who means harm makes them.
  mkdirSync(at('evil'));
  writeFileSync(at('outside'), 'outside');
  execFileSync('tar', ['--create', '--absolute-names', '--file', at('absolute.tar'), at('outside')]);
  execFileSync('tar', ['-cf', at('dots.tar'), '--transform', 's,outside,../outside,', '-C', folder, 'outside']);
  execFileSync('zip', ['-q', at('dots.zip'), '../outside'], { cwd: at('evil') });
  execFileSync('zip', ['-q', '-P', 'pw', at('locked.zip'), 'outside'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('archive, by the programs of this machine', () => {
  it('tar packs, lists and unpacks', async () => {
    expect(await ask('archive.tar', ['cvzf', at('s.tar.gz'), 'a b,d'], { cwd: at('src') })).toEqual([
      'a b',
      'd/',
      'd/f',
      'd/l',
    ]);
    expect(await ask('archive.list', [at('s.tar.gz')])).toEqual(['a b', 'd/', 'd/f', 'd/l']);
    expect(await ask('archive.list', [at('s.tar.gz')], { verbose: true })).toEqual({
      dirs: ['d/'],
      files: ['a b', 'd/f'],
      links: ['d/l'],
      top_level_dirs: ['d/'],
      top_level_files: ['a b'],
      top_level_links: [],
    });
    expect(await ask('archive.list', [at('s.tar.gz')], { strip_components: 1 })).toEqual(['f', 'l']);
    expect(await ask('archive.tar', ['xf', at('s.tar.gz')], { dest: at('out/tar') })).toEqual([]);
    expect(readFileSync(at('out/tar/d/l'), 'utf8')).toBe('f');
  });

  it('zip packs in place of an old archive, unzip keeps what is there', async () => {
    writeFileSync(at('s.zip'), 'no archive');
    expect(await ask('archive.zip', [at('s.zip'), ['a b', 'd']], { cwd: at('src') })).toEqual([
      'a b',
      'd/',
      'd/f',
      'd/l',
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('.fleet'))).toEqual([]);
    expect(await ask('archive.unzip', [at('s.zip'), at('out/zip')], { excludes: 'd/l' })).toEqual(['a b', 'd/', 'd/f']);
    expect(readdirSync(at('out/zip/d'))).toEqual(['f']);
    writeFileSync(at('out/zip/d/f'), 'mine');
    await ask('archive.cmd_unzip', [at('s.zip'), at('out/zip')]);
    expect(readFileSync(at('out/zip/d/f'), 'utf8')).toBe('mine');
    await ask('archive.cmd_unzip', [at('s.zip'), at('out/zip')], { options: '-o' });
    expect(readFileSync(at('out/zip/d/f'), 'utf8')).toBe('f');
    expect(await ask('archive.cmd_zip', [at('t.zip'), at('src/d/f')])).toEqual([at('src/d/f').slice(1)]);
    expect(await ask('archive.is_encrypted', [at('s.zip')])).toBe(false);
    expect(await ask('archive.is_encrypted', [at('locked.zip')])).toBe(true);
  });

  it('gzip and gunzip replace a file by the other', async () => {
    writeFileSync(at('-log'), 'text');
    expect(await ask('archive.gzip', [at('-log')])).toEqual([]);
    expect(await ask('archive.gunzip', [at('-log.gz')])).toEqual([]);
    expect(readFileSync(at('-log'), 'utf8')).toBe('text');
  });

  specsOf({ host }, [
    ...['absolute.tar', 'dots.tar'].map((name) => ({
      call: 'archive.tar',
      positional: ['xf', at(name)],
      named: { dest: at('evil') },
      refused: ['not-allowed', /leads out of the directory/] as [string, RegExp],
    })),
    {
      call: 'archive.unzip',
      positional: [at('dots.zip'), at('evil')],
      refused: ['not-allowed', /\.\.\/outside, which leads out/],
    },
    { call: 'archive.unzip', positional: [at('locked.zip'), at('evil')], refused: ['failed', /password/] },
    { call: 'archive.unzip', positional: [at('outside'), at('evil')], refused: ['failed', /no zip archive/] },
    { call: 'archive.unzip', positional: [at('none.zip'), at('evil')], refused: ['not-found', /none\.zip/] },
    {
      call: 'archive.unzip',
      positional: [at('s.zip'), at('evil')],
      named: { options: '-d /' },
      refused: ['bad-arguments', /-d is not taken/],
    },
    { call: 'archive.tar', positional: ['xf', at('dots.tar')], refused: ['not-allowed', /leads out/] },
    {
      call: 'archive.tar',
      positional: ['xPf', at('dots.tar')],
      named: { dest: '/' },
      refused: ['bad-arguments', /is not taken/],
    },
    {
      call: 'archive.tar',
      positional: ['--file=/x', at('a.tar')],
      refused: ['bad-arguments', /the archive is `tarfile`/],
    },
    {
      call: 'archive.tar',
      positional: ['cf', at('a.tar'), 'a'],
      named: { dest: '/' },
      refused: ['bad-arguments', /give one/],
    },
    { call: 'archive.tar', positional: ['cf', at('a.tar'), at('none')], refused: ['failed', /tar ended with 2/] },
    { call: 'archive.zip', positional: [at('a.zip'), 'src'], refused: ['bad-arguments', /need `cwd`/] },
    { call: 'archive.zip', positional: [at('a.zip'), at('none')], refused: ['failed', /zip ended with 12/] },
    { call: 'archive.list', positional: [at('none.tar')], refused: ['not-found', /there is no archive/] },
    { call: 'archive.list', positional: [at('outside')], refused: ['failed', /no tar archive/] },
    { call: 'archive.gzip', positional: [at('none')], refused: ['failed', /No such file/] },
  ]);

  it('nothing of them has left the directory, or stays half done', () => {
    expect(readdirSync(at('evil'))).toEqual([]);
    expect(readdirSync(folder)).not.toContain('a.zip');
  });

  it('a program that is missing is named', async () => {
    const bare = memoryHost({ files: { '/a': 'x' } });
    const given = { positional: ['/a'], named: new Map() };
    await expect(callFunction(functionTable, 'archive.gzip', given, bare, specContext({}, bare))).rejects.toThrow(
      /has no gzip/,
    );
  });
});
