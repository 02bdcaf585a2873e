import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { memoryHost, type MemoryHost } from './memory/host.js';
import { touching } from './recording.js';
import { rememberingHost, type RememberingHost } from './remembering.js';

/** A machine, and how often it was really asked. */
function watched(): {
  machine: MemoryHost;
  host: RememberingHost;
  asked: Record<string, number>;
  broken: Set<string>;
} {
  const machine = memoryHost({
    units: { a: { active: true }, b: {}, 'c@.service': {} },
    packages: { installed: { jq: '1' }, candidates: { jq: '2', git: '3' } },
    accounts: { users: [{ name: 'deploy' }] },
  });
  const asked: Record<string, number> = {};
  const broken = new Set<string>();
  const counting = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          if (broken.has(String(key))) return Promise.reject(new Error('systemd is gone'));
          asked[String(key)] = (asked[String(key)] ?? 0) + 1;
          return Reflect.apply(member, target, given);
        };
      },
    });
  const { files, services, packages, accounts, commands, network } = machine;
  const host = rememberingHost({
    files: counting(files),
    services: counting(services),
    packages: counting(packages),
    accounts: counting(accounts),
    commands,
    network,
    machine: machine.machine,
  });
  return { machine, host, asked, broken };
}

/** One look of every kind that is remembered. */
async function look(host: RememberingHost): Promise<unknown> {
  return Promise.all([
    host.services.status('a'),
    host.services.find('*'),
    host.packages.installed(),
    host.packages.held(),
    host.packages.candidate('jq'),
    host.accounts.user('deploy'),
    host.accounts.userById(0),
    host.accounts.group('deploy'),
    host.accounts.groupById(0),
    host.accounts.listUsers(),
    host.accounts.listGroups(),
  ]);
}

// What is remembered is good for two seconds.
beforeEach(() => void jest.spyOn(performance, 'now').mockReturnValue(1_000));
afterEach(() => void jest.restoreAllMocks());

describe('a remembering host', () => {
  it('asks once for what does not change', async () => {
    const { host, asked } = watched();
    const first = await look(host);
    const once = { ...asked };
    expect(await look(host)).toEqual(first);
    expect(asked).toEqual(once);
    expect(Object.values(once).every((times) => times === 1)).toBe(true);
  });

  it('asks for all units and candidates that are foreseen with the first of them', async () => {
    const { host, asked } = watched();
    host.foresee({ units: ['a', 'b.service', 'c@1', 'nobody'], candidates: ['jq', 'git', 'nope'] });
    const active = [];
    for (const name of ['b', 'c@1', 'a.service', 'nobody']) active.push((await host.services.status(name)).active);
    expect(active).toEqual([false, false, true, false]);
    expect(await host.packages.candidate('nope')).toBeUndefined();
    expect(await host.packages.candidates(['git', 'jq'])).toEqual(
      new Map([
        ['git', '3'],
        ['jq', '2'],
      ]),
    );
    expect(asked).toEqual({ statusOf: 1, candidates: 1 });
  });

  it('asks for the units before anybody needs them, and again where that failed', async () => {
    const { host, asked, broken } = watched();
    host.foresee({ units: ['a'] });
    expect(asked).toEqual({ statusOf: 1 });
    await host.files.write('/x', '');
    broken.add('statusOf');
    host.foresee({ units: ['a'] });
    await new Promise((resolve) => setImmediate(resolve));
    broken.delete('statusOf');
    expect((await host.services.status('a')).active).toBe(true);
    expect(asked).toEqual({ statusOf: 2, write: 1 });
  });

  const touches: [string, (host: RememberingHost) => Promise<unknown>][] = [
    ['files.write', ({ files }) => files.write('/etc/x', '')],
    ['files.makeDirectory', ({ files }) => files.makeDirectory('/y', {}, { parents: true })],
    ['files.symlink', ({ files }) => files.symlink('/l', '/etc')],
    ['files.link', ({ files }) => files.link('/m', '/seed')],
    ['files.setOwnership', ({ files }) => files.setOwnership('/seed', { mode: 0o600 })],
    ['files.setTimes', ({ files }) => files.setTimes('/seed', { modified: 1 })],
    ['files.rename', ({ files }) => files.rename('/seed', '/moved')],
    ['files.copy', ({ files }) => files.copy('/seed', '/copied')],
    ['files.remove', ({ files }) => files.remove('/seed')],
    ['files.withScratch', ({ files }) => files.withScratch(async () => 1)],
    ['services.start', ({ services }) => services.start('b')],
    ['services.stop', ({ services }) => services.stop('a')],
    ['services.restart', ({ services }) => services.restart('a')],
    ['services.reload', ({ services }) => services.reload('a')],
    ['services.enable', ({ services }) => services.enable('a')],
    ['services.disable', ({ services }) => services.disable('a')],
    ['services.mask', ({ services }) => services.mask('a')],
    ['services.unmask', ({ services }) => services.unmask('a')],
    ['services.resetFailed', ({ services }) => services.resetFailed('a')],
    ['services.reloadManager', ({ services }) => services.reloadManager()],
    ['packages.refresh', ({ packages }) => packages.refresh()],
    ['packages.install', ({ packages }) => packages.install(['git'])],
    ['packages.remove', ({ packages }) => packages.remove(['jq'])],
    ['packages.upgrade', ({ packages }) => packages.upgrade()],
    ['packages.removeUnneeded', ({ packages }) => packages.removeUnneeded()],
    ['packages.hold', ({ packages }) => packages.hold(['jq'])],
    ['packages.unhold', ({ packages }) => packages.unhold(['jq'])],
    ['accounts.addUser', ({ accounts }) => accounts.addUser('new', {})],
    ['accounts.changeUser', ({ accounts }) => accounts.changeUser('deploy', { shell: '/bin/sh' })],
    ['accounts.removeUser', ({ accounts }) => accounts.removeUser('deploy')],
    ['accounts.setPassword', ({ accounts }) => accounts.setPassword('deploy', { hash: '!' })],
    ['accounts.addGroup', ({ accounts }) => accounts.addGroup('team')],
    ['accounts.changeGroup', ({ accounts }) => accounts.changeGroup('deploy', { gid: 77 })],
    ['accounts.removeGroup', ({ accounts }) => accounts.addGroup('gone').then(() => accounts.removeGroup('gone'))],
    ['commands.run', ({ commands }) => commands.run('true')],
  ];

  it.each(touches)('%s forgets everything', async (_name, touch) => {
    const { machine, host, asked } = watched();
    await machine.files.write('/seed', '');
    await look(host);
    const before = { ...asked };
    await touch(host);
    expect(await look(host)).toEqual(await look(rememberingHost(machine)));
    for (const [name, times] of Object.entries(before)) expect([name, asked[name]]).toEqual([name, times + 1]);
  });

  it('has a case above for every touch there is of these parts', () => {
    const { files, services, packages, accounts, commands } = touching;
    const all = Object.entries({ files, services, packages, accounts, commands });
    const names = all.flatMap(([part, methods]) => methods.map((method) => `${part}.${method}`));
    expect(touches.map(([name]) => name).sort()).toEqual(names.sort());
  });

  it('forgets what was seen also where the touch is refused', async () => {
    const { machine, host } = watched();
    await host.services.status('a');
    await expect(host.services.start('nobody')).rejects.toThrow('does not exist');
    machine.endUnit('a');
    expect((await host.services.status('a')).active).toBe(false);
  });

  it('remembers nothing that it sees while something is being done', async () => {
    const { machine, host } = watched();
    await host.files.withScratch(async () => {
      expect((await host.services.status('a')).active).toBe(true);
      machine.endUnit('a');
      expect((await host.services.status('a')).active).toBe(false);
    });
  });

  it('does not remember a look that failed', async () => {
    const { host, broken } = watched();
    broken.add('statusOf');
    await expect(host.services.status('a')).rejects.toThrow('systemd is gone');
    broken.delete('statusOf');
    expect((await host.services.status('a')).active).toBe(true);
  });

  it('asks again where somebody waits for a change, and after two seconds', async () => {
    const { machine, host } = watched();
    await host.services.status('a');
    machine.endUnit('a');
    expect((await host.services.status('a')).active).toBe(true);
    expect((await host.services.status('a', { fresh: true })).active).toBe(false);
    jest.mocked(performance.now).mockReturnValue(3_001);
    expect((await host.services.status('a')).active).toBe(false);
  });
});
