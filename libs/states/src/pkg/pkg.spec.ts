import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const fresh = { refreshed: Date.now() };

describe('pkg.latest', () => {
  const state = 'pkg.latest';

  it('upgrades what is older and installs what is missing', async () => {
    const host = memoryHost({
      packages: { ...fresh, installed: { a: '1', b: '2' }, candidates: { a: '2', b: '2', c: '3' } },
    });
    const done = await tryTwice({ state, host, args: { name: 'x', pkgs: ['a', 'b', 'c'] } });
    expect(done.changes).toEqual({ a: { old: '1', new: '2' }, c: { old: '', new: '3' } });
  });

  it('fetches lists that are older than an hour, or than it is told, and no others', async () => {
    const packages = { installed: { a: '1' }, refreshed: Date.now() - 2 * 3_600_000 };
    const old = memoryHost({ packages });
    expect(await tryState({ state, host: old, test: true, args: { name: 'a' } })).toMatchObject({ result: null });
    expect(await tryState({ state, host: old, args: { name: 'a' } })).toMatchObject({ result: true, changed: [] });
    expect(old.touches).toEqual(['packages.install a']);
    for (const args of [{ refresh: false }, { cache_valid_time: '24h' }]) {
      const host = memoryHost({ packages });
      expect(await tryState({ state, host, args: { name: 'a', ...args } })).toMatchObject({
        result: true,
        comment: 'a: the newest version is installed',
      });
      expect(host.touches).toEqual([]);
    }
  });

  it('pkg.installed fetches no lists that are young enough', async () => {
    const args = { name: 'a', refresh: true, cache_valid_time: '1h' };
    const after = async (refreshed: number): Promise<number | undefined> => {
      const host = memoryHost({ packages: { candidates: { a: '1' }, refreshed } });
      await tryState({ state: 'pkg.installed', host, args });
      return host.packages.refreshed();
    };
    const young = Date.now() - 60_000;
    expect(await after(young)).toBe(young);
    expect(await after(young - 3_600_000)).toBeGreaterThan(young);
  });

  it('says what no repository has', async () => {
    const host = memoryHost({ packages: fresh });
    expect(await tryState({ state, host, args: { name: 'nope' } })).toMatchObject({
      result: false,
      comment: 'no repository has nope (`refresh: True` would ask again)',
    });
  });
});

describe.each(['pkg.removed', 'pkg.purged'])('%s', (state) => {
  it('removes what is installed, of the version that is named', async () => {
    const host = memoryHost({ packages: { installed: { a: '1', b: '2.1' } } });
    const done = await tryTwice({ state, host, args: { name: 'x', pkgs: ['a', { b: '2*' }, 'c'] } });
    expect(done.changes).toEqual({ a: { old: '1', new: '' }, b: { old: '2.1', new: '' } });
    const other = memoryHost({ packages: { installed: { b: '2.1' } } });
    expect(await tryState({ state, host: other, args: { name: 'b', version: '3' } })).toMatchObject({
      result: true,
      changed: [],
    });
  });
});

describe('pkg.held and pkg.unheld', () => {
  it('hold a package and let it go', async () => {
    const host = memoryHost({ packages: { installed: { a: '1' } } });
    const held = await tryTwice({ state: 'pkg.held', host, args: { name: 'a' } });
    expect(held.changes).toEqual({ a: { hold: { old: 'install', new: 'hold' } } });
    await tryTwice({ state: 'pkg.unheld', host, args: { name: 'a' } });
    expect(host.touches).toEqual(['packages.hold a', 'packages.unhold a']);
    expect(await tryState({ state: 'pkg.held', host, args: { name: 'b' } })).toMatchObject({ result: false });
  });

  it('pkg.installed holds what it installs, at the newest version where that is asked', async () => {
    const host = memoryHost({ packages: { installed: { a: '1' }, candidates: { a: '2' } } });
    const done = await tryTwice({ state: 'pkg.installed', host, args: { name: 'a', version: 'latest', hold: true } });
    expect(done.changes).toEqual({ a: { old: '1', new: '2', hold: { old: 'install', new: 'hold' } } });
  });

  it('comparisons of versions are refused with the way out', async () => {
    expect(
      await tryState({ state: 'pkg.installed', host: memoryHost(), args: { name: 'a', version: '>=1.2' } }),
    ).toMatchObject({ result: false, comment: expect.stringContaining('a pattern such as 1.2*') });
  });
});
