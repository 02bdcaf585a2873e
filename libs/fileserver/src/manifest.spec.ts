import { describe, expect, it } from '@jest/globals';
import { decodeManifest, encodeManifest, MalformedManifest, type Manifest } from './manifest.js';

const hash = 'ab'.repeat(32);
const manifest: Manifest = {
  environments: new Map([
    [
      'base',
      [
        { path: 'a b/"ü"\n.sls', sha256: hash, size: 12, mode: 0o644 },
        { path: 'z', sha256: hash, size: 0, mode: 0o755 },
      ],
    ],
    ['dev "x"', []],
  ]),
  refusals: new Map([
    ['base', new Map([['out', 'leads "out"']])],
    ['dev "x"', new Map()],
  ]),
};

describe('a manifest', () => {
  it('comes back from its text as it was', () => {
    const decoded = decodeManifest(encodeManifest(manifest));
    expect(decoded).toEqual(manifest);
  });

  const golden = `fleet-manifest 1\nenvironment "base"\n${hash} 644 3 "top.sls"\nrefused "up" "is a symlink that leads out of the roots"\nend\n`;

  it('of version 1 stays readable', () => {
    expect(decodeManifest(golden).environments.get('base')).toEqual([
      { path: 'top.sls', sha256: hash, size: 3, mode: 0o644 },
    ]);
    expect(encodeManifest(decodeManifest(golden))).toBe(golden);
  });

  it.each([
    ['nothing', ''],
    ['another version', golden.replace('manifest 1', 'manifest 2')],
    ['a cut text', golden.slice(0, -10)],
    ['a path that leads out', golden.replace('top.sls', '../top.sls')],
    ['an absolute path', golden.replace('top.sls', '/etc/passwd')],
    ['a NUL', golden.replace('top.sls', 'x\\u0000y')],
    ['a file outside any environment', golden.replace('environment "base"\n', '')],
    ['a short hash', golden.replace(hash, 'abcd')],
    ['broken quotes', golden.replace('"top.sls"', '"top\\q.sls"')],
    ['another order', golden.replace(/(.*top.sls"\n)(refused.*\n)/, '$2$1')],
    ['the same file twice, out of order', golden.replace(/(.*top.sls"\n)/, '$1$1').replace('top.sls', 'x')],
  ])('is refused with %s', (_case, text) => {
    expect(() => decodeManifest(text)).toThrow(MalformedManifest);
  });
});
