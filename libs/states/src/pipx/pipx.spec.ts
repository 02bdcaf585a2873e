import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { tryState, tryTwice } from '../try-state.js';

const refusal = (message: string): Error => Object.assign(new Error(message), { name: 'FunctionRefused' });

function pipx(installed: Record<string, string>, fails?: string) {
  const now = new Map(Object.entries(installed));
  const touched: string[] = [];
  const call = async (name: string, _args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    if (name === 'pipx.list')
      return fromPlain(Object.fromEntries([...now].map(([one, version]) => [one, { version, apps: [one] }])));
    touched.push([name, ...[...kwargs].map(([key, value]) => `${String(key)}=${String(value)}`)].join(' '));
    if (fails !== undefined) throw refusal(fails);
    const [one = '', version = '9.9'] = String(kwargs.get('package')).split('==');
    if (name === 'pipx.install') now.set(one, version);
    else now.delete(one);
    return 'done';
  };
  return { host: memoryHost({ programs: ['pipx'], accounts: { users: [{ name: 'deploy' }] } }), call, touched };
}

describe('pipx.installed', () => {
  const state = 'pipx.installed';

  it('installs, for an account, and tells the version that came', async () => {
    const world = pipx({});
    const done = await tryTwice({ state, ...world, args: { name: 'httpie', user: 'deploy' } });
    expect(done.changes).toEqual({ httpie: { old: '', new: '9.9' } });
    expect(world.touched).toEqual(['pipx.install package=httpie user=deploy']);
  });

  it('brings another version where one is named, and leaves any where none is', async () => {
    const world = pipx({ httpie: '3.0' });
    expect(await tryState({ state, ...world, args: { name: 'HTTPie' } })).toMatchObject({ result: true, changed: [] });
    const done = await tryTwice({ state, ...world, args: { name: 'httpie', version: '3.2.2' } });
    expect(done.changes).toEqual({ httpie: { old: '3.0', new: '3.2.2' } });
    expect(world.touched).toEqual(['pipx.install package=httpie==3.2.2 force=true']);
  });

  it.each([
    [{ name: '--force' }, /not the name of a package/],
    [{ name: 'x', version: '1; y' }, /not a version/],
    [{ name: 'x', user: 'nobody-here' }, /nobody-here does not exist/],
  ])('refuses %j', async (args, says) => {
    const world = pipx({});
    expect(await tryState({ state, ...world, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(says),
    });
    expect(world.touched).toEqual([]);
  });

  it('says why it failed', async () => {
    expect(await tryState({ state, ...pipx({}, 'pipx: no index'), args: { name: 'x' } })).toMatchObject({
      result: false,
      comment: 'could not install x with pipx: pipx: no index',
    });
  });
});

describe('pipx.absent', () => {
  it('removes it, and is done where there is neither it nor pipx', async () => {
    const world = pipx({ httpie: '3.0' });
    const done = await tryTwice({ state: 'pipx.absent', ...world, args: { name: 'httpie' } });
    expect(done.changes).toEqual({ httpie: { old: '3.0', new: '' } });
    const bare = { state: 'pipx.absent', host: memoryHost(), args: { name: 'httpie' } };
    expect(await tryState(bare)).toMatchObject({ result: true, comment: 'this machine has no pipx' });
  });
});
