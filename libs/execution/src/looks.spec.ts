import { describe } from '@jest/globals';
import { specsOf } from './spec-cases.js';

const machine = {
  environment: { PATH: '/bin', EMPTY: '' },
  files: {
    '/etc/localtime': { kind: 'symlink', target: '/usr/share/zoneinfo/Europe/Berlin' },
    '/etc/default/locale': 'LANG="de_DE.UTF-8"\n',
    '/etc/shells': '# shells\n/bin/sh\n\n/bin/bash\n',
    '/proc/sys/net/ipv4/ip_forward': '1\n',
    '/proc/self/mounts': 'proc /proc proc rw,nosuid 0 0\n/dev/sda1 /srv/my\\040data ext4 rw 0 0\n',
    '/sys/fs/selinux/enforce': '0',
  },
  units: {
    'a.service': { active: true, enabled: true },
    'b.service': { enabled: false },
  },
} as const;

describe('functions that look at the machine', () => {
  specsOf({ machine, opts: { a: 1 } }, [
    { call: 'environ.get', positional: ['PATH'], value: '/bin' },
    { call: 'environ.get', positional: ['NOPE', 'x'], value: 'x' },
    { call: 'environ.has_value', positional: ['EMPTY'], value: true },
    { call: 'environ.has_value', positional: ['PATH', '/sbin'], value: false },
    { call: 'environ.items', value: { PATH: '/bin', EMPTY: '' } },
    { call: 'environ.item', positional: [['PATH', 'NOPE']], value: { PATH: '/bin', NOPE: '' } },
    { call: 'timezone.get_zone', value: 'Europe/Berlin' },
    { call: 'locale.get_locale', value: 'de_DE.UTF-8' },
    { call: 'cmd.shells', value: ['/bin/sh', '/bin/bash'] },
    { call: 'sysctl.get', positional: ['net.ipv4.ip_forward'], value: '1' },
    { call: 'sysctl.get', positional: ['net.nope'], value: '' },
    { call: 'sysctl.get', positional: ['../../etc/shadow'], refused: ['bad-arguments', /no name of a setting/] },
    { call: 'selinux.getenforce', value: 'Permissive' },
    { call: 'mount.is_mounted', positional: ['/srv/my data'], value: true },
    {
      call: 'mount.active',
      value: {
        '/proc': { alt_device: null, device: 'proc', fstype: 'proc', opts: ['rw', 'nosuid'] },
        '/srv/my data': { alt_device: null, device: '/dev/sda1', fstype: 'ext4', opts: ['rw'] },
      },
    },
    { call: 'service.get_running', value: ['a'] },
    { call: 'service.get_enabled', value: ['a'] },
    { call: 'service.get_disabled', value: ['b'] },
    { call: 'test.true', value: true },
    { call: 'test.false', value: false },
    { call: 'test.get_opts', value: { a: 1 } },
    { call: 'test.exception', positional: ['why'], refused: ['failed', /why/] },
    { call: 'mine.get', positional: ['*', 'network.ip_addrs'], value: {} },
    { call: 'publish.publish', positional: ['*', 'test.ping'], value: {} },
    { call: 'sdb.get', positional: ['plain'], value: 'plain' },
    { call: 'sdb.get', positional: ['sdb://x/y'], refused: ['not-allowed', /no secret store/] },
    { call: 'vault.read_secret', positional: ['a', 'b'], refused: ['not-allowed', /no secret store/] },
  ]);
});
