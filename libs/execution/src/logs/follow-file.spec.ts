import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linuxHost } from '@fleet/platform';
import { FollowedFile } from './follow-file.js';

let folder: string;
let path: string;
let file: FollowedFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'follow-'));
  path = join(folder, 'app.log');
  await writeFile(path, 'before\nopen');
  file = new FollowedFile(linuxHost(), { path, source: 'app', within: [folder] });
  await file.open();
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true, force: true });
});

/** Everything of so many looks that nothing is left. */
async function news(): Promise<string[]> {
  const texts: string[] = [];
  for (let look = 0; look < 20; look += 1) {
    const { lines, skipped, trouble } = await file.look();
    if (trouble !== undefined) texts.push(trouble);
    if (skipped > 0) texts.push(`skipped ${skipped > 1_000_000}`);
    texts.push(...lines.map(({ text }) => text.slice(0, 60)));
  }
  return texts;
}

describe('a log file that is followed', () => {
  it('is told from its last line on, in whole lines', async () => {
    expect(await news()).toEqual([]);
    await appendFile(path, ' end\nnext\nha');
    expect(await news()).toEqual(['open end', 'next']);
    await appendFile(path, 'lf\n');
    expect(await news()).toEqual(['half']);
  });

  it('goes on in the new one when it is rotated, and loses nothing of the old one', async () => {
    await appendFile(path, '\none\n');
    await rename(path, `${path}.1`);
    await appendFile(`${path}.1`, 'two\n');
    expect(await news()).toEqual(['open', 'one', 'two']);
    await appendFile(`${path}.1`, 'late\n');
    await writeFile(path, 'three\n');
    expect(await news()).toEqual(['late', 'three']);
  });

  it('tells what of the old one was left unread when it was rotated', async () => {
    await appendFile(path, `\n${`${'x'.repeat(99)}\n`.repeat(20_000)}`);
    await rename(path, `${path}.1`);
    await writeFile(path, 'new\n');
    const told = await news();
    expect(told).toContain('skipped true');
    expect(told.at(-1)).toBe('new');
  });

  it('begins again where it was truncated', async () => {
    await appendFile(path, '\none\n');
    expect(await news()).toEqual(['open', 'one']);
    await truncate(path);
    expect(await news()).toEqual([]);
    await appendFile(path, 'two\n');
    expect(await news()).toEqual(['two']);
  });

  it('may be gone for a while', async () => {
    await rm(path);
    expect(await news()).toEqual([]);
    await writeFile(path, 'back\n');
    expect(await news()).toEqual(['back']);
  });

  it('is skipped where it is written faster than it can be read', async () => {
    await appendFile(path, `\n${`${'x'.repeat(99)}\n`.repeat(100_000)}last\n`);
    const told = await news();
    expect(told[0]).toBe('skipped true');
    expect(told.at(-1)).toBe('last');
    expect(told.length).toBeLessThan(3_000);
  });

  it('may hold anything: a megabyte in one line, bytes that are no text', async () => {
    await appendFile(
      path,
      Buffer.concat([Buffer.from('\n'), Buffer.alloc(1_000_000, 65), Buffer.from('\n\xff\0\n', 'latin1')]),
    );
    expect(await news()).toEqual(['open', '[a line of 1000000 bytes was left out]', '\ufffd\ufffd']);
  });

  it('is not read where it was replaced by what leads elsewhere, and that is told once', async () => {
    await rm(path);
    await symlink('/etc/passwd', path);
    expect(await news()).toEqual([expect.stringContaining('leads out of')]);
    expect(await news()).toEqual([]);
    await rm(path);
    await writeFile(path, 'well\n');
    expect(await news()).toEqual(['well']);
  });
});
