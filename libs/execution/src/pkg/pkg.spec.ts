import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const machine = {
  packages: {
    installed: { git: '1:2.39.5-0+deb12u2', vim: '2:9.0' },
    candidates: { git: '1:2.39.5-0+deb12u3', vim: '2:9.0', new: '1.0' },
  },
};

describe('pkg', () => {
  specsOf({ machine }, [
    { call: 'pkg.version', positional: ['git', 'nope'], value: { git: '1:2.39.5-0+deb12u2', nope: '' } },
    { call: 'pkg.version', value: '' },
    ...(
      [
        ['1.0', '1.0', 0],
        ['1.0~rc1', '1.0', -1],
        ['1.0-1', '1.0-2', -1],
        ['1:1.0', '2.0', 1],
        ['1.10', '1.9', 1],
        ['1.0+b1', '1.0', 1],
        ['1.0a', '1.0+', -1],
        ['0.2-001', '0.2.0.1-002', -1],
        ['12345678901234567890', '12345678901234567891', -1],
      ] as const
    ).map(([a, b, value]) => ({ call: 'pkg.version_cmp', positional: [a, b], value })),
    { call: 'pkg.version_cmp', positional: ['1:1.0', '1.0'], named: { ignore_epoch: true }, value: 0 },
  ]);
});

/** `dpkg-query` and its kin on a Debian 12. */
const commands = [
  {
    command: /^dpkg-query --show .* -- cron nope$/s,
    answer: {
      exitCode: 1,
      stdout:
        'cron\x1f3.0pl1-162\x1famd64\x1finstalled\x1fprocess scheduling daemon\x1fprocess scheduling daemon\n The cron daemon is a background process\x1fadmin\x1f217\x1fDebian\x1fcron\x1f\x1e',
      stderr: 'dpkg-query: no packages found matching nope',
    },
  },
  {
    command: 'dpkg-query --search -- /usr/bin/ls /bin/ls /etc/passwd /usr/etc/passwd',
    answer: {
      exitCode: 1,
      stdout: 'coreutils: /bin/ls\n',
      stderr: 'dpkg-query: no path found matching pattern /usr/bin/ls',
    },
  },
  { command: 'dpkg-query --search -- /x /usr/x', answer: 'diversion by dash from: /x\na, b:amd64: /x\n' },
  { command: 'dpkg-query --listfiles -- cron-daemon-common', answer: '/.\n/etc\n/etc/crontab\n' },
  {
    command: 'dpkg-query --listfiles -- nope',
    answer: { exitCode: 1, stderr: "dpkg-query: package 'nope' is not installed" },
  },
  { command: 'dpkg --get-selections -- *', answer: 'cron\t\t\tinstall\ngit\t\t\thold\nold\t\tdeinstall\n' },
  {
    command: 'apt-cache madison -- cron nope',
    answer:
      '      cron | 3.0pl1-162 | http://10.213.3.1:36917/debian ./ Packages\n      cron | 3.0pl1-150 | http://x ./ Packages\n      cron | 3.0pl1-162 | http://y ./ Packages\n',
  },
];
const cron = { version: '3.0pl1-162', arch: 'amd64', status: 'installed', source: 'cron' };

describe('pkg asks dpkg and apt', () => {
  specsOf({ machine: { ...machine, commands } }, [
    { call: 'pkg.list_pkgs', value: machine.packages.installed },
    {
      call: 'pkg.list_pkgs',
      named: { versions_as_list: true },
      value: { git: ['1:2.39.5-0+deb12u2'], vim: ['2:9.0'] },
    },
    { call: 'pkg.list_upgrades', value: { git: '1:2.39.5-0+deb12u3' } },
    { call: 'pkg.available_version', positional: ['git'], value: '1:2.39.5-0+deb12u3' },
    {
      call: 'pkg.info_installed',
      positional: ['cron', 'nope'],
      named: { failhard: false, attr: 'version, arch,status,source' },
      value: { cron },
    },
    { call: 'pkg.info_installed', positional: ['cron', 'nope'], refused: ['not-found', /not installed: nope/] },
    { call: 'pkg.info_installed', named: { attr: 'colour' }, refused: ['bad-arguments', /no fact colour/] },
    {
      call: 'pkg.owner',
      positional: ['/usr/bin/ls', '/etc/passwd'],
      value: { '/usr/bin/ls': 'coreutils', '/etc/passwd': '' },
    },
    { call: 'pkg.owner', positional: ['/x'], value: 'a, b' },
    { call: 'pkg.owner', positional: ['--x'], refused: ['bad-arguments', /absolute/] },
    {
      call: 'pkg.file_list',
      positional: ['cron-daemon-common', 'nope'],
      value: { errors: ['the package nope is not installed'], files: ['/etc', '/etc/crontab'] },
    },
    {
      call: 'pkg.file_dict',
      positional: ['cron-daemon-common'],
      value: { errors: [], packages: { 'cron-daemon-common': ['/etc', '/etc/crontab'] } },
    },
    { call: 'pkg.get_selections', value: { install: ['cron'], hold: ['git'], deinstall: ['old'] } },
    { call: 'pkg.get_selections', named: { state: 'hold' }, value: { hold: ['git'] } },
    {
      call: 'pkg.list_repo_pkgs',
      positional: ['cron', 'nope'],
      value: { cron: ['3.0pl1-162', '3.0pl1-150'], nope: [] },
    },
    { call: 'pkg.list_repo_pkgs', refused: ['bad-arguments', /at least one/] },
  ]);
});

describe('pkg touches, and answers what became of it', () => {
  const lists = [
    { list: 'http://a x InRelease', outcome: 'fetched' },
    { list: 'http://b x InRelease', outcome: 'unchanged' },
    { list: 'http://b x Release.gpg', outcome: 'ignored' },
  ] as const;
  specsOf({ machine: { packages: { ...machine.packages, held: ['vim'], unneeded: ['vim'], lists } } }, [
    {
      call: 'pkg.install',
      positional: ['new,git'],
      value: { new: { old: '', new: '1.0' }, git: { old: '1:2.39.5-0+deb12u2', new: '1:2.39.5-0+deb12u3' } },
    },
    { call: 'pkg.install', named: { pkgs: [{ new: '1.0' }, 'vim'] }, value: { new: { old: '', new: '1.0' } } },
    { call: 'pkg.install', positional: ['vmi'], refused: ['not-found', /vmi; did you mean vim\?/] },
    { call: 'pkg.install', refused: ['bad-arguments', /name a package/] },
    { call: 'pkg.install', positional: ['--reinstall'], refused: ['bad-arguments', /not the name of a package/] },
    { call: 'pkg.install', named: { name: 'git', sources: [] }, refused: ['bad-arguments', /pkgrepo\.managed/] },
    { call: 'pkg.remove', positional: ['git,nope'], value: { git: { old: '1:2.39.5-0+deb12u2', new: '' } } },
    { call: 'pkg.purge', named: { pkgs: ['git', 'nope'] }, value: { git: { old: '1:2.39.5-0+deb12u2', new: '' } } },
    { call: 'pkg.upgrade', value: { git: { old: '1:2.39.5-0+deb12u2', new: '1:2.39.5-0+deb12u3' } } },
    { call: 'pkg.autoremove', named: { list_only: true }, value: ['vim'] },
    { call: 'pkg.autoremove', value: { vim: { old: '2:9.0', new: '' } } },
    { call: 'pkg.list_holds', value: ['vim'] },
    { call: 'pkg.refresh_db', value: { 'http://a x InRelease': true, 'http://b x InRelease': null } },
    {
      call: 'pkg.hold',
      named: { pkgs: ['git', 'vim', 'nope'] },
      retcode: 1,
      value: {
        git: {
          name: 'git',
          changes: { old: 'install', new: 'hold' },
          result: true,
          comment: 'Package git is now held.',
        },
        vim: { name: 'vim', changes: {}, result: true, comment: 'Package vim is already held.' },
        nope: { name: 'nope', changes: {}, result: false, comment: 'no source knows a package nope' },
      },
    },
    {
      call: 'pkg.unhold',
      positional: ['vim'],
      value: {
        vim: {
          name: 'vim',
          changes: { old: 'hold', new: 'install' },
          result: true,
          comment: 'Package vim is now not held.',
        },
      },
    },
  ]);

  const dead = [{ list: 'http://a x InRelease', outcome: 'failed' as const }];
  specsOf({ machine: { packages: { lists: dead, refreshed: Date.now() } } }, [
    { call: 'pkg.refresh_db', value: { 'http://a x InRelease': false }, retcode: 1 },
    { call: 'pkg.refresh_db', named: { failhard: true }, refused: ['failed', /cannot be had: http:\/\/a x/] },
    { call: 'pkg.refresh_db', named: { cache_valid_time: '1h' }, value: {} },
  ]);

  it('says of what the machine refuses why', async () => {
    const host = memoryHost(machine);
    host.refuse(
      'packages.install',
      'new',
      'locked',
      'process 409 (python3) has held the lock of the packages for too long',
    );
    const given = { positional: ['new'], named: new Map() };
    await expect(callFunction(functionTable, 'pkg.install', given, host, specContext({}, host))).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('process 409 (python3)') as unknown,
    });
  });
});
