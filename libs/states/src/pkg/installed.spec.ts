import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'pkg.installed';
const packages = { installed: { git: '1:2.39.5' }, candidates: { curl: '7.88.1', jq: ['1.6-1', '1.6-2'] } };

describe('pkg.installed', () => {
  it('installs what is missing, in one go', async () => {
    const host = memoryHost({ packages });
    const done = await tryTwice({ state, host, args: { name: 'tools', pkgs: ['git', 'curl', { jq: '1.6-1' }] } });
    expect(done.changes).toEqual({ curl: { old: '', new: '7.88.1' }, jq: { old: '', new: '1.6-1' } });
    expect(host.touches).toEqual(['packages.install curl jq=1.6-1']);
  });

  it('leaves what is installed, whatever its version', async () => {
    const host = memoryHost({ packages });
    expect(await tryState({ state, host, args: { name: 'git' } })).toMatchObject({ result: true, changed: [] });
    expect(await tryState({ state, host, args: { name: 'git', version: '1:2.39*' } })).toMatchObject({
      result: true,
      changed: [],
    });
  });

  it('installs a version that is given by its beginning', async () => {
    const host = memoryHost({ packages });
    const done = await tryTwice({ state, host, args: { name: 'jq', version: '1.6*' } });
    expect(done.changes).toEqual({ jq: { old: '', new: '1.6-2' } });
  });

  it("knows a package with the machine's own architecture by its name, and refuses another one", async () => {
    const host = memoryHost({ packages });
    const grains = { osarch: 'amd64' };
    await tryTwice({ state, host, grains, args: { name: 'curl:amd64' } });
    expect(host.touches).toEqual(['packages.install curl']);
    expect(await tryState({ state, host, grains, args: { name: 'curl:i386' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('curl:i386'),
    });
  });

  it('says what the package manager says of an unknown package', async () => {
    const done = await tryState({ state, host: memoryHost({ packages }), args: { name: 'gti' } });
    expect(done).toMatchObject({ result: false, changed: [] });
    expect(done.comment).toContain('gti');
  });

  it.each(['--reinstall', 'a b', '$(id)'])('never hands %p to the package manager', async (name) => {
    const host = memoryHost({ packages });
    expect(await tryState({ state, host, args: { name } })).toMatchObject({ result: false });
    expect(host.touches).toEqual([]);
  });
});
