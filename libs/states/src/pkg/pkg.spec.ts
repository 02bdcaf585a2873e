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

describe('held packages', () => {
  const packages = { ...fresh, installed: { a: '1', b: '1' }, candidates: { a: ['1', '2'], b: '2' }, held: ['a'] };

  it('are not installed at another version, unless they may be let go for that', async () => {
    const host = memoryHost({ packages });
    const args = { name: 'a', version: '2' };
    expect(await tryState({ state: 'pkg.installed', host, args })).toMatchObject({
      result: false,
      changed: [],
      comment: 'a is held at 1; let it go with `pkg.unheld`, or give `update_holds: True`',
    });
    expect(host.touches).toEqual([]);
    await tryTwice({ state: 'pkg.installed', host, args: { ...args, update_holds: true } });
    expect(host.touches).toEqual(['packages.unhold a', 'packages.install a=2', 'packages.hold a']);
  });

  it('are held again also where their installation fails', async () => {
    const host = memoryHost({ packages });
    host.refuse('packages.install', 'a=2', 'ENOSPC', 'the disk is full');
    const args = { name: 'a', version: '2', update_holds: true };
    expect(await tryState({ state: 'pkg.installed', host, args })).toMatchObject({ result: false, changed: [] });
    expect([...(await host.packages.held())]).toEqual(['a']);
  });

  it('stay as they are where the newest is wanted, with a warning', async () => {
    const host = memoryHost({ packages });
    expect(await tryState({ state: 'pkg.latest', host, args: { name: 'x', pkgs: ['a', 'b'] } })).toMatchObject({
      result: true,
      changed: ['b'],
      warnings: ['a is held at 1, though there is 2'],
    });
    expect(host.touches).toEqual(['packages.install b']);
  });
});

describe('what apt does not do', () => {
  it('is not told as done: pkg.latest names what is still old', async () => {
    const host = memoryHost({ packages: { ...fresh, installed: { a: '1' }, candidates: { a: '2' } } });
    const packages = Object.create(host.packages) as typeof host.packages;
    packages.install = async () => undefined;
    expect(await tryState({ state: 'pkg.latest', host: { ...host, packages }, args: { name: 'a' } })).toMatchObject({
      result: false,
      changed: [],
      comment: expect.stringContaining('left a at 1 though there is 2'),
    });
  });

  it('a candidate that is older than what is installed is no upgrade', async () => {
    const host = memoryHost({ packages: { ...fresh, installed: { a: '1.10' }, candidates: { a: '1.9' } } });
    expect(await tryState({ state: 'pkg.latest', host, args: { name: 'a' } })).toMatchObject({
      result: true,
      changed: [],
    });
  });

  it.each([
    ['locked', 'process 409 (python3) has held the lock of the packages for too long'],
    ['interrupted', 'dpkg was interrupted'],
    ['ENOSPC', 'the disk is full'],
    ['unreachable', 'could not be fetched'],
  ])('%s ends as a failure with what to do', async (code, sentence) => {
    const host = memoryHost({ packages: { candidates: { a: '1' } } });
    host.refuse('packages.install', 'a', code, sentence);
    expect(await tryState({ state: 'pkg.installed', host, args: { name: 'a' } })).toMatchObject({
      result: false,
      changed: [],
      comment: expect.stringContaining(`could not install a: ${sentence}`),
    });
  });

  it('says which package was probably meant', async () => {
    const host = memoryHost({ packages: { candidates: { nginx: '1' } } });
    expect(await tryState({ state: 'pkg.installed', host, args: { name: 'ngnix' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('did you mean nginx instead of ngnix?'),
    });
  });
});

describe('pkg.uptodate', () => {
  const state = 'pkg.uptodate';
  const packages = { installed: { a: '1', b: '1', c: '1' }, candidates: { a: '2', b: '2', c: '1' }, held: ['b'] };

  it('upgrades everything but what is held', async () => {
    const host = memoryHost({ packages: { ...packages, ...fresh } });
    const done = await tryTwice({ state, host, args: { name: 'all' } });
    expect(done.changes).toEqual({ a: { old: '1', new: '2' } });
    expect(host.touches).toEqual(['packages.upgrade dist']);
  });

  it('fetches lists that are too old', async () => {
    const host = memoryHost({ packages: { ...packages, refreshed: Date.now() - 2 * 3_600_000 } });
    await tryTwice({ state, host, args: { name: 'all' } });
    expect(host.touches).toEqual(['packages.refresh', 'packages.upgrade dist']);
  });
});
