import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LinuxFiles } from './files.js';
import { replaceFile } from './replace-file.js';

const asRoot = process.getuid?.() === 0 ? it : it.skip;
/** Only root may, not in every container, and not on every file system. */
const canFreeze = ((): boolean => {
  const probe = mkdtempSync(join(tmpdir(), 'fleet-freeze-'));
  try {
    return spawnSync('chattr', ['+i', probe]).status === 0;
  } finally {
    spawnSync('chattr', ['-i', probe]);
    rmSync(probe, { recursive: true });
  }
})();
const files = new LinuxFiles();
let at: string;
beforeEach(async () => void (at = await fs.mkdtemp(join(tmpdir(), 'fleet-files-'))));
afterEach(() => fs.rm(at, { recursive: true, force: true }));

describe('files on Linux', () => {
  it('no name ever carries the content with a wrong mode', async () => {
    const seen: string[] = [];
    await replaceFile(`${at}/secret`, { mode: 0o640 }, async (file) => {
      await file.writeFile('secret');
      for (const name of await fs.readdir(at)) seen.push(((await fs.stat(`${at}/${name}`)).mode & 0o777).toString(8));
    });
    expect(seen).toEqual(['600']);
    expect((await fs.stat(`${at}/secret`)).mode & 0o777).toBe(0o640);
  });

  it('a write that fails half-way leaves the old file, and nothing beside it', async () => {
    await fs.writeFile(`${at}/a`, 'old');
    await expect(replaceFile(`${at}/a`, {}, () => Promise.reject(new Error('disk on fire')))).rejects.toThrow(
      'disk on fire',
    );
    expect([await fs.readdir(at), await fs.readFile(`${at}/a`, 'utf8')]).toEqual([['a'], 'old']);
  });

  it('readers see the old content or the new, never a part', async () => {
    const contents = ['a'.repeat(200_000), 'b'.repeat(300_000)];
    await files.write(`${at}/f`, contents[0] as string);
    let writing = true;
    const writer = (async () => {
      for (let turn = 1; turn < 30; turn += 1) await files.write(`${at}/f`, contents[turn % 2] as string);
      writing = false;
    })();
    let reads = 0;
    while (writing) {
      expect(contents.includes(await fs.readFile(`${at}/f`, 'utf8'))).toBe(true);
      reads += 1;
    }
    await writer;
    expect(reads).toBeGreaterThan(1);
  });

  it('a pipe is not replaced by a file', async () => {
    execFileSync('mkfifo', [`${at}/pipe`]);
    await expect(files.write(`${at}/pipe`, 'x')).rejects.toMatchObject({ code: 'not-a-file' });
    expect((await files.stat(`${at}/pipe`))?.kind).toBe('fifo');
  });

  it('files of /proc, which claim to be empty, are read whole', async () => {
    expect((await files.read('/proc/self/status')).toString()).toContain('Pid:');
  });

  (canFreeze ? it : it.skip)(
    'what is immutable is not said to be removed, whether it is asked for itself or lies in a directory',
    async () => {
      await files.write(`${at}/f`, 'x');
      await fs.mkdir(`${at}/d`);
      await fs.writeFile(`${at}/d/f`, 'x');
      execFileSync('chattr', ['+i', `${at}/f`, `${at}/d/f`]);
      try {
        for (const [path, held] of [
          [`${at}/f`, `${at}/f`],
          [`${at}/d`, `${at}/d/f`],
        ] as const)
          await expect(files.remove(path)).rejects.toMatchObject({
            code: 'EPERM',
            message: expect.stringContaining(`cannot remove ${held}: operation not permitted`),
          });
      } finally {
        execFileSync('chattr', ['-i', `${at}/f`, `${at}/d/f`]);
      }
      for (const path of [`${at}/f/below`, `${at}/none`, `${at}/d`]) await files.remove(path);
      expect(await fs.readdir(at)).toEqual(['f']);
    },
  );

  asRoot('owners are set before the name appears, and kept when nothing is said', async () => {
    await files.write(`${at}/a`, '1', { uid: 1234, gid: 2345, mode: 0o4755 });
    await files.write(`${at}/a`, '2');
    expect(await files.stat(`${at}/a`)).toMatchObject({ uid: 1234, gid: 2345, mode: 0o4755 });
    await files.setOwnership(`${at}/a`, { uid: 1 });
    expect(await files.stat(`${at}/a`)).toMatchObject({ uid: 1, gid: 2345, mode: 0o4755 });
    await files.symlink(`${at}/l`, 'a', { uid: 7, gid: 8 });
    await files.setOwnership(`${at}/l`, { gid: 9 });
    expect([await files.stat(`${at}/l`), await files.stat(`${at}/a`)]).toMatchObject([
      { uid: 7, gid: 9 },
      { uid: 1, gid: 2345 },
    ]);
  });
});
