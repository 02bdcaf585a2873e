import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryHost } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { specContext, specsOf } from '../spec-cases.js';

const accounts = {
  users: [{ name: 'deploy', uid: 1500, gid: 1500, groups: ['docker'], home: '/home/deploy', shell: '/bin/sh' }],
  groups: [
    { name: 'deploy', gid: 1500 },
    { name: 'docker', gid: 900 },
    { name: 'adm', gid: 4 },
  ],
};
const call = (host: MemoryHost, name: string, args: Value[], named: [Value, Value][] = []) =>
  specContext({}, host).call(name, args, new Map(named));

describe('user functions that change an account', () => {
  it('user.add makes it with all that is said, and user.delete removes it with its home', async () => {
    const host = memoryHost({ accounts });
    const named: [Value, Value][] = [
      ['uid', 1600],
      ['groups', 'docker,adm'],
      ['home', '/srv/ann'],
      ['shell', '/bin/bash'],
      ['fullname', 'Ann'],
      ['homephone', '42'],
    ];
    expect(await call(host, 'user.add', ['ann'], named)).toBe(true);
    expect(await host.accounts.user('ann')).toMatchObject({
      uid: 1600,
      groups: ['adm', 'docker'],
      home: '/srv/ann',
      shell: '/bin/bash',
      fullname: 'Ann',
      comment: 'Ann,,,42',
    });
    expect((await host.files.stat('/srv/ann'))?.kind).toBe('directory');
    expect(await call(host, 'user.delete', ['ann'], [['remove', true]])).toBe(true);
    expect(await host.accounts.user('ann')).toBeUndefined();
    expect(await host.files.stat('/srv/ann')).toBeUndefined();
  });

  it.each([
    ['chuid', [4376], { uid: 4376 }],
    ['chgid', ['docker'], { gid: 900 }],
    ['chgid', ['900'], { gid: 900 }],
    ['chshell', ['/bin/zsh'], { shell: '/bin/zsh' }],
    ['chhome', ['/srv/deploy'], { home: '/srv/deploy' }],
    ['chgroups', ['adm'], { groups: ['adm'] }],
    ['chgroups', ['adm', true], { groups: ['adm', 'docker'] }],
    ['chfullname', ['Deploy Account'], { fullname: 'Deploy Account' }],
    ['chroomnumber', ['7'], { comment: ',7' }],
    ['chworkphone', ['1'], { comment: ',,1' }],
    ['chhomephone', ['2'], { comment: ',,,2' }],
    ['chother', ['a,b'], { comment: ',,,,a,b' }],
  ] as const)('user.%s %j does it once', async (name, args, after) => {
    const host = memoryHost({ accounts });
    expect(await call(host, `user.${name}`, ['deploy', ...args])).toBe(true);
    expect(await host.accounts.user('deploy')).toMatchObject(after);
    expect(await call(host, `user.${name}`, ['deploy', ...args])).toBe(true);
    expect(host.touches).toHaveLength(1);
  });

  it('one field of a comment is changed, the others stay', async () => {
    const host = memoryHost({ accounts });
    await host.accounts.changeUser('deploy', { comment: 'Deploy,7,,42' });
    await call(host, 'user.chroomnumber', ['deploy', '8']);
    expect(await host.accounts.user('deploy')).toMatchObject({ fullname: 'Deploy', comment: 'Deploy,8,,42' });
    await call(host, 'user.chfullname', ['deploy', 'Ann']);
    expect(await host.accounts.user('deploy')).toMatchObject({ fullname: 'Ann', comment: 'Ann,8,,42' });
  });

  it('user.chhome persist=True has usermod move what is there, user.rename has it rename', async () => {
    const lines: string[] = [];
    const answer = ({ line }: { line: string }) => (lines.push(line), {});
    const host = memoryHost({ accounts, commands: [{ command: /^usermod /, answer }] });
    await call(host, 'user.chhome', ['deploy', '/srv/deploy'], [['persist', true]]);
    await call(host, 'user.rename', ['deploy', 'deployer']);
    expect(lines).toEqual(['usermod --home /srv/deploy --move-home -- deploy', 'usermod --login deployer -- deploy']);
  });

  specsOf({ machine: { accounts } }, [
    { call: 'user.add', positional: ['deploy'], refused: ['failed', /already/] },
    { call: 'user.add', positional: ['x'], named: { fullname: 'a:b' }, refused: ['bad-arguments', /colons/] },
    { call: 'user.add', positional: ['x'], named: { fullname: 'a,b' }, refused: ['bad-arguments', /commas/] },
    { call: 'user.add', positional: ['x'], named: { home: 'relative' }, refused: ['bad-arguments', /absolute/] },
    { call: 'user.add', positional: ['x'], named: { groups: ['none'] }, refused: ['failed', /none/] },
    { call: 'user.add', positional: ['x'], named: { uid: 1500 }, refused: ['failed', /not unique/] },
    { call: 'user.delete', positional: ['root'], refused: ['not-allowed', /root/] },
    { call: 'user.delete', positional: ['nobody-here'], refused: ['not-found', /no account/] },
    { call: 'user.chshell', positional: ['deploy', 'zsh'], refused: ['bad-arguments', /absolute/] },
    { call: 'user.chgroups', positional: ['deploy', 'none'], refused: ['not-found', /no group none/] },
    { call: 'user.chgid', positional: ['deploy', 'none'], refused: ['not-found', /no group none/] },
    { call: 'user.rename', positional: ['deploy', '-x'], refused: ['bad-arguments', /not a name/] },
    { call: 'user.rename', positional: ['deploy', 'root'], refused: ['failed', /already/] },
    { call: 'user.rename', positional: ['deploy', 'other'], refused: ['not-found', /usermod/] },
    { call: 'user.chfullname', positional: ['nobody-here', 'x'], refused: ['not-found', /no account/] },
  ]);
});
