import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { packTar, unpackTar } from './tar.js';

const entries = [
  { path: 'keys/a', mode: 0o600, content: Buffer.from('one') },
  { path: `keys/${'d'.repeat(80)}/${'e'.repeat(90)}`, mode: 0o644, content: Buffer.alloc(1024, 7) },
  { path: 'empty', mode: 0o600, content: Buffer.alloc(0) },
];

describe('an archive', () => {
  it('gives back what was packed', () => {
    expect(
      unpackTar(packTar(entries, Date.UTC(2026, 0, 1))).map((entry) => ({
        ...entry,
        content: Buffer.from(entry.content),
      })),
    ).toEqual(entries);
  });

  it('is unpacked by tar', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fleet-tar-'));
    writeFileSync(join(folder, 'a.tar'), packTar(entries, Date.UTC(2026, 0, 1)));
    await promisify(execFile)('tar', ['-xf', 'a.tar'], { cwd: folder });
    for (const { path, content } of entries) expect(readFileSync(join(folder, path)).equals(content)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  const whole = packTar(entries, 0);
  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(whole);
    change(bytes);
    return bytes;
  };
  it.each([
    ['with a damaged header', changed((bytes) => bytes.fill(1, 20, 30))],
    ['that was cut off', whole.subarray(0, 1500)],
    ['without its end', whole.subarray(0, whole.length - 1024)],
    ['that leads out of its folder', packTar([{ path: 'keys/../../x', mode: 0o600, content: Buffer.alloc(0) }], 0)],
    ['with an absolute path', packTar([{ path: '/etc/x', mode: 0o600, content: Buffer.alloc(0) }], 0)],
    ['of nothing', Buffer.alloc(0)],
  ])('%s is refused', (_what, bytes) => {
    expect(() => unpackTar(bytes)).toThrow(/archive/);
  });

  it('takes no path that would be cut', () => {
    expect(() => packTar([{ path: 'x'.repeat(101), mode: 0o600, content: Buffer.alloc(0) }], 0)).toThrow(/too long/);
  });
});
