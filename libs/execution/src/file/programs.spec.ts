import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

const folder = mkdtempSync(join(tmpdir(), 'fleet-file-programs-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const host = linuxHost();
async function ask(call: string, positional: unknown[], named: Record<string, unknown> = {}): Promise<unknown> {
  const given = { positional: positional.map((one) => fromPlain(one)), named: fromPlain(named) as ValueMap };
  return structuredClone(toPlain((await callFunction(functionTable, call, given, host, specContext({}, host))).value));
}

describe('file, by programs of this machine', () => {
  beforeEach(() => {
    rmSync(at('d'), { recursive: true, force: true });
    mkdirSync(at('d/sub'), { recursive: true });
    writeFileSync(at('d/sub/log'), Array.from({ length: 50 }, (_, line) => `line ${line}\n`).join(''));
  });

  it('head and tail answer ends of a text, with or without an end of line', async () => {
    expect(await ask('file.tail', [at('d/sub/log')], { lines: 2 })).toBe('line 48\nline 49');
    expect(await ask('file.head', [at('d/sub/log'), 1])).toBe('line 0');
    writeFileSync(at('d/open'), 'a\n\nb');
    expect(await ask('file.tail', [at('d/open'), 2])).toBe('\nb');
    expect(await ask('file.tail', [at('d/open'), 0])).toBe('');
  });

  it('tail reads half a mebibyte of a file of a gibibyte', async () => {
    await ask('file.write', [at('d/huge'), 'x']);
    await ask('file.truncate', [at('d/huge'), 1024 ** 3]);
    await ask('file.seek_write', [at('d/huge'), '\nlast\n', 1024 ** 3 - 6]);
    expect(await ask('file.tail', [at('d/huge'), 1])).toBe('last');
    expect(statSync(at('d/huge')).size).toBe(1024 ** 3);
  });

  it('parts are read and written in place, and what is behind stays', async () => {
    expect(await ask('file.seek_write', [at('d/sub/log'), 'LINE', 7])).toBe(4);
    expect(await ask('file.seek_read', [at('d/sub/log'), 14, 0])).toBe('line 0\nLINE 1');
    expect(await ask('file.truncate', [at('d/sub/log'), 6])).toBeNull();
    expect(readFileSync(at('d/sub/log'), 'utf8')).toBe('line 0');
    await expect(ask('file.truncate', [at('d'), 6])).rejects.toThrow(/no file/);
  });

  it('directories are copied and moved whole, empty ones removed', async () => {
    expect(await ask('file.copy', [at('d'), at('e')], { recurse: true })).toBe(true);
    expect(readFileSync(at('e/sub/log'), 'utf8')).toContain('line 49');
    expect(await ask('file.move', [at('e'), at('d/sub')])).toEqual({ result: true, comment: expect.any(String) });
    expect(readFileSync(at('d/sub/e/sub/log'), 'utf8')).toContain('line 49');
    mkdirSync(at('d/empty/below'), { recursive: true });
    await expect(ask('file.rmdir', [at('d/empty')])).rejects.toThrow(/holds below/);
    expect(await ask('file.rmdir', [at('d/empty')], { recurse: true })).toBe(true);
    expect(await ask('file.directory_exists', [at('d/empty')])).toBe(false);
  });

  it('sizes are those of the file system and of the files', async () => {
    writeFileSync(at('d/bytes'), Buffer.alloc(1234));
    expect(await ask('file.diskusage', [at('d/bytes')])).toBe(1234);
    expect(await ask('file.statvfs', [folder])).toEqual({
      f_bsize: expect.any(Number),
      f_frsize: expect.any(Number),
      f_blocks: expect.any(Number),
      f_bfree: expect.any(Number),
      f_bavail: expect.any(Number),
      f_files: expect.any(Number),
      f_ffree: expect.any(Number),
      f_namemax: 255,
    });
    await expect(ask('file.statvfs', [at('none')])).rejects.toThrow(/none/);
  });
});
