import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { replaceFile } from './replace-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-replace-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file that is replaced', () => {
  it('holds what was written last, for its owner alone unless somebody says otherwise', async () => {
    const [secret, open] = [join(folder, 'secret'), join(folder, 'open')];
    for (const text of ['one, which is longer', 'two']) await replaceFile(secret, text);
    await replaceFile(open, 'x', { mode: 0o640 });
    expect(await readFile(secret, 'utf8')).toBe('two');
    expect([(await stat(secret)).mode & 0o777, (await stat(open)).mode & 0o777]).toEqual([0o600, 0o640]);
    expect(await readdir(folder)).toEqual(['open', 'secret']);
  });

  it('is read whole at every moment', async () => {
    const file = join(folder, 'busy');
    const texts = ['a', 'b'].map((letter) => letter.repeat(200_000));
    await replaceFile(file, texts[0] as string);
    let writing = true;
    const writer = (async () => {
      for (let turn = 0; turn < 40; turn += 1) await replaceFile(file, texts[turn % 2] as string);
      writing = false;
    })();
    const seen = new Set<string>();
    while (writing) seen.add(await readFile(file, 'utf8'));
    await writer;
    for (const text of seen) expect(texts).toContain(text);
  });

  it('stays as it was where it cannot be replaced, and leaves nothing beside it', async () => {
    const file = join(folder, 'taken');
    await mkdir(join(file, 'in-the-way'), { recursive: true });
    await expect(replaceFile(file, 'x')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
    await expect(replaceFile(join(folder, 'none', 'x'), 'x')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
