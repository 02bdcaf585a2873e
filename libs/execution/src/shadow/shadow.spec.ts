import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryHost } from '@fleet/platform';
import { specContext, specsOf } from '../spec-cases.js';

const hash = '$6$rounds=5000$salt$0123abcDEF./';
const accounts = {
  users: [{ name: 'deploy' }, { name: 'fresh' }, { name: 'shut' }],
  passwords: { deploy: { hash, changed: 20_000, maximum: 90 }, shut: { hash: `!${hash}` } },
};
const nothing = { lstchg: -1, min: -1, max: -1, warn: -1, inact: -1, expire: -1 };

describe('shadow', () => {
  specsOf({ machine: { accounts } }, [
    {
      call: 'shadow.info',
      positional: ['deploy'],
      value: { ...nothing, name: 'deploy', passwd: '<secret>', lstchg: 20_000, max: 90 },
    },
    { call: 'shadow.info', positional: ['shut'], value: { ...nothing, name: 'shut', passwd: '!<secret>' } },
    { call: 'shadow.info', positional: ['fresh'], value: { ...nothing, name: 'fresh', passwd: '!' } },
    { call: 'shadow.info', positional: ['nobody-here'], value: {} },
    { call: 'shadow.set_password', positional: ['deploy', 'hunter2'], refused: ['bad-arguments', /openssl passwd/] },
    { call: 'shadow.set_password', positional: ['nobody-here', hash], refused: ['not-found', /no account/] },
    { call: 'shadow.unlock_password', positional: ['fresh'], refused: ['failed', /never had a password/] },
    { call: 'shadow.set_maxdays', positional: ['nobody-here', 3], refused: ['not-found', /no account/] },
    { call: 'shadow.set_maxdays', positional: ['deploy', 'x'], refused: ['bad-arguments', /whole number/] },
  ]);

  async function call(host: MemoryHost, name: string, ...args: (string | number)[]): Promise<void> {
    expect(await specContext({}, host).call(name, args)).toBe(true);
  }
  const hashOf = async (host: MemoryHost, name = 'deploy'): Promise<string | undefined> =>
    (await host.accounts.password(name))?.hash;

  it('locks a password, once, and gives the same one back', async () => {
    const host = memoryHost({ accounts });
    await call(host, 'shadow.lock_password', 'deploy');
    await call(host, 'shadow.lock_password', 'deploy');
    expect(await hashOf(host)).toBe(`!${hash}`);
    await call(host, 'shadow.unlock_password', 'deploy');
    await call(host, 'shadow.unlock_password', 'deploy');
    expect(await hashOf(host)).toBe(hash);
    expect(host.touches).toHaveLength(2);
  });

  it('sets a hash, and takes a password away', async () => {
    const host = memoryHost({ accounts });
    await call(host, 'shadow.set_password', 'fresh', hash);
    await call(host, 'shadow.set_password', 'fresh', hash);
    expect(await hashOf(host, 'fresh')).toBe(hash);
    await call(host, 'shadow.del_password', 'fresh');
    expect(await hashOf(host, 'fresh')).toBe('');
    expect(host.touches).toHaveLength(2);
  });

  it.each([
    ['set_date', 'changed'],
    ['set_expire', 'expires'],
    ['set_inactdays', 'inactive'],
    ['set_maxdays', 'maximum'],
    ['set_mindays', 'minimum'],
    ['set_warndays', 'warning'],
  ] as const)('shadow.%s sets %s, and -1 takes it away', async (name, field) => {
    const host = memoryHost({ accounts });
    await call(host, `shadow.${name}`, 'deploy', 12);
    await call(host, `shadow.${name}`, 'deploy', 12);
    expect((await host.accounts.password('deploy'))?.[field]).toBe(12);
    await call(host, `shadow.${name}`, 'deploy', -1);
    expect((await host.accounts.password('deploy'))?.[field]).toBeUndefined();
    expect(host.touches).toHaveLength(2);
  });
});
