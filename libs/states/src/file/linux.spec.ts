import { mkdtemp, readdir, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const host = linuxHost();
let scratch: string;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fleet-states-file-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const trial = (state: string, args: Record<string, unknown>, tree: Record<string, string> = {}) => ({
  state,
  host,
  tree,
  opts: { cachedir: join(scratch, 'cache') },
  args,
});
const read = async (path: string): Promise<string> => (await host.files.read(join(scratch, path))).toString('utf8');

describe('file states on a real file system', () => {
  it('file.managed writes with its mode and leaves nothing else behind', async () => {
    await tryTwice(
      trial('file.managed', {
        name: join(scratch, 'a/b/.env'),
        contents: 'KEY=1',
        mode: '0600',
        user: 'root',
        makedirs: true,
      }),
    );
    expect(await read('a/b/.env')).toBe('KEY=1\n');
    expect((await host.files.stat(join(scratch, 'a/b/.env')))?.mode).toBe(0o600);
    expect(await readdir(join(scratch, 'a/b'))).toEqual(['.env']);
  });

  it('file.managed writes through a symlink, or in its place', async () => {
    await host.files.write(join(scratch, 'real'), 'old');
    await symlink('real', join(scratch, 'link'));
    await tryTwice(trial('file.managed', { name: join(scratch, 'link'), contents: 'through' }));
    expect([await read('real'), await readlink(join(scratch, 'link'))]).toEqual(['through\n', 'real']);
    await tryTwice(
      trial('file.managed', { name: join(scratch, 'link'), contents: 'in place', follow_symlinks: false }),
    );
    expect([await read('real'), (await host.files.stat(join(scratch, 'link')))?.kind]).toEqual(['through\n', 'file']);
  });

  it('file.managed installs and replaces a program of many megabytes', async () => {
    const [source, name] = [join(scratch, 'build'), join(scratch, 'program')];
    const size = 70 * 1024 * 1024;
    await writeFile(source, 'one');
    await truncate(source, size);
    await tryTwice(trial('file.managed', { name, source, mode: '0755' }));
    await writeFile(source, 'two');
    await truncate(source, size + 1);
    expect((await tryTwice(trial('file.managed', { name, source, mode: '0755' }))).changes).toEqual({
      diff: `${size} bytes replaced by ${size + 1}`,
    });
  });

  it('file.directory, symlink, touch and absent', async () => {
    const directory = join(scratch, 'd');
    await tryTwice(trial('file.directory', { name: directory, mode: '0700', user: 'nobody' }));
    await tryTwice(trial('file.touch', { name: join(directory, 't'), mode: '0640', mtime: 1_700_000_000 }));
    await tryTwice(trial('file.symlink', { name: join(directory, 'l'), target: 't' }));
    await tryTwice(trial('file.symlink', { name: join(directory, 'l'), target: 'elsewhere' }));
    expect(await readlink(join(directory, 'l'))).toBe('elsewhere');
    await tryTwice(trial('file.directory', { name: directory, user: 'root', recurse: ['user'], clean: true }));
    expect(await readdir(directory)).toEqual([]);
    await tryTwice(trial('file.absent', { name: directory }));
  });

  it('file.recurse and edits', async () => {
    await tryTwice(
      trial(
        'file.recurse',
        { name: join(scratch, 'conf'), source: 'salt://conf', file_mode: 'keep' },
        { 'conf/a': 'x=1\n', 'conf/bin/run.sh': '#!/bin/sh\n' },
      ),
    );
    expect((await host.files.stat(join(scratch, 'conf/bin/run.sh')))?.mode).toBe(0o755);
    await tryTwice(
      trial('file.replace', { name: join(scratch, 'conf/a'), pattern: '^x=.*', repl: 'x=2', backup: false }),
    );
    await tryTwice(trial('file.append', { name: join(scratch, 'conf/a'), text: 'y=3' }));
    expect(await read('conf/a')).toBe('x=2\ny=3\n');
    expect(await readdir(join(scratch, 'conf'))).toEqual(['a', 'bin']);
  });

  it('says what the file system refused', async () => {
    await host.files.write(join(scratch, 'file'), '');
    expect(
      await tryState(trial('file.managed', { name: join(scratch, 'file/below'), contents: 'x', makedirs: true })),
    ).toMatchObject({ result: false, changed: [], comment: expect.stringContaining('is a file, not a directory') });
  });
});
