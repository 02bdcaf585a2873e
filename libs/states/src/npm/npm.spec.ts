import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { tryState, tryTwice } from '../try-state.js';

const refusal = (message: string): Error => Object.assign(new Error(message), { name: 'FunctionRefused' });

/** Answers as the functions of module npm do: everything can be had, archives are of lab-tool. */
function npm(installed: Record<string, string>, options: { fails?: string; offline?: boolean } = {}) {
  const now = new Map(Object.entries(installed));
  const touched: string[] = [];
  const nameAndVersion = (wanted: string): [string, string] => {
    const archive = /^\/srv\/(.+)-(\d[\d.]*)\.tgz$/.exec(wanted);
    if (archive) return [archive[1] ?? '', archive[2] ?? ''];
    const [name = '', version = '9.9.9'] = wanted.split('@');
    return [name, version];
  };
  const call = async (name: string, _args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    if (name === 'npm.list') return fromPlain(Object.fromEntries([...now].map(([one, version]) => [one, { version }])));
    const wanted = ((kwargs.get('pkgs') ?? ['from-project']) as string[]).map(nameAndVersion);
    if (name === 'npm.would_install') {
      if (options.offline) throw refusal('npm: no registry');
      const rows = wanted.filter(([one, version]) => now.get(one) !== version);
      return fromPlain(
        Object.fromEntries(rows.map(([one, version]) => [one, { old: now.get(one) ?? '', new: version }])),
      );
    }
    touched.push([name, ...[...kwargs].map(([key, value]) => `${String(key)}=${String(value)}`)].join(' '));
    if (options.fails !== undefined) throw refusal(options.fails);
    if (name === 'npm.uninstall') now.delete(String(kwargs.get('pkg')));
    else for (const [one, version] of wanted) now.set(one, version);
    return fromPlain({});
  };
  return { host: memoryHost({ programs: ['npm'], files: { '/srv/app/package.json': '{}' } }), call, touched };
}

describe('npm.installed', () => {
  const state = 'npm.installed';

  it('installs only what is missing, and asks no registry for what is there', async () => {
    const world = npm({ pm2: '5.3.0' });
    const done = await tryTwice({ state, ...world, args: { name: 'x', pkgs: ['pm2', 'yarn@1.22.0'] } });
    expect(done.changes).toEqual({ yarn: { old: '', new: '1.22.0' } });
    expect(world.touched).toEqual(['npm.install pkgs=yarn@1.22.0']);
    const offline = npm({ pm2: '5.3.0' }, { offline: true });
    expect(await tryState({ state, ...offline, args: { name: 'pm2@5.3.0' } })).toMatchObject({ result: true });
  });

  it('knows an archive by the version in it', async () => {
    const world = npm({ 'lab-tool': '1.0.0' });
    expect(await tryState({ state, ...world, args: { name: '/srv/lab-tool-1.0.0.tgz' } })).toMatchObject({
      changed: [],
    });
    const done = await tryTwice({ state, ...world, args: { name: '/srv/lab-tool-2.0.0.tgz' } });
    expect(done.changes).toEqual({ 'lab-tool': { old: '1.0.0', new: '2.0.0' } });
  });

  it('installs again each time with force_reinstall', async () => {
    const world = npm({ pm2: '9.9.9' });
    const done = await tryState({ state, ...world, args: { name: 'pm2', force_reinstall: true } });
    expect(done).toMatchObject({ result: true, changes: { pm2: 'installed again' } });
    expect(world.touched).toEqual(['npm.install pkgs=pm2']);
  });

  it('says why it cannot', async () => {
    expect(await tryState({ state, ...npm({}, { offline: true }), args: { name: 'x' } })).toMatchObject({
      result: false,
      comment: 'npm: no registry',
    });
    expect(await tryState({ state, ...npm({}, { fails: 'npm: EACCES' }), args: { name: 'x' } })).toMatchObject({
      result: false,
      comment: 'could not install x with npm: npm: EACCES',
      changed: [],
    });
    expect(await tryState({ state, host: memoryHost(), args: { name: 'x' } })).toMatchObject({
      result: false,
      comment: 'this machine has no npm',
    });
  });
});

describe('npm.bootstrap and npm.removed', () => {
  it('installs what a project asks for', async () => {
    const world = npm({});
    const done = await tryTwice({ state: 'npm.bootstrap', ...world, args: { name: '/srv/app' } });
    expect(done.changes).toEqual({ 'from-project': { old: '', new: '9.9.9' } });
    expect(world.touched).toEqual(['npm.install dir=/srv/app']);
    const later = { state: 'npm.bootstrap', ...world, args: { name: '/srv/later' }, test: true };
    expect(await tryState(later)).toMatchObject({ result: null });
  });

  it('removes a package', async () => {
    const world = npm({ pm2: '5.3.0' });
    const done = await tryTwice({ state: 'npm.removed', ...world, args: { name: 'pm2' } });
    expect(done.changes).toEqual({ pm2: { old: '5.3.0', new: '' } });
    const bare = { state: 'npm.removed', host: memoryHost(), args: { name: 'pm2' } };
    expect(await tryState(bare)).toMatchObject({ result: true, comment: 'this machine has no npm' });
  });
});
