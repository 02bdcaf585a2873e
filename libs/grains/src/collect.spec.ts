import { readdir } from 'node:fs/promises';
import { linuxHost, memoryHost, readOnly, type MemoryMachine } from '@fleet/platform';
import { describe, expect, it } from '@jest/globals';
import { tuple, type Value, type ValueMap } from '@fleet/values';
import { collectGrains } from './collect.js';
import { grainFamilies } from './families.js';

const options = { id: 'miner-01', version: '0.1.0' };
const grainsOf = (machine: MemoryMachine, more = {}): Promise<ValueMap> =>
  collectGrains(readOnly(memoryHost(machine)), { ...options, ...more });
const pick = (grains: ValueMap, ...names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, grains.get(name)]));

describe('the table of families', () => {
  it('names every file of the directory, and each file is named like its family', async () => {
    const files = await readdir(new URL('./family', import.meta.url));
    const names = files
      .filter((name) => !name.startsWith('family.') && !name.endsWith('.spec.ts'))
      .map((name) => name.replace(/\.ts$/, ''));
    expect([...names].sort()).toEqual(grainFamilies.map(({ name }) => name).sort());
  });

  it('has each grain in one family only, and says which in its sentence', async () => {
    const host = readOnly(linuxHost());
    const seen = new Map<string, string>();
    for (const family of grainFamilies) {
      for (const grain of Object.keys(await family.collect(host))) {
        expect([grain, seen.get(grain)]).toEqual([grain, undefined]);
        seen.set(grain, family.name);
        expect(family.doc).toContain(grain);
      }
    }
  });
});

describe('grains of a Debian 12', () => {
  it('have the names and shapes of Salt', async () => {
    const grains = await grainsOf({ hostname: 'miner', fqdn: 'miner.example.org', cpus: ['Xeon', 'Xeon', 'Xeon'] });
    expect(
      pick(
        grains,
        'os',
        'os_family',
        'osfullname',
        'osrelease',
        'osmajorrelease',
        'oscodename',
        'osfinger',
        'osarch',
        'cpuarch',
      ),
    ).toEqual({
      os: 'Debian',
      os_family: 'Debian',
      osfullname: 'Debian GNU/Linux',
      osrelease: '12',
      osmajorrelease: 12,
      oscodename: 'bookworm',
      osfinger: 'Debian-12',
      osarch: 'amd64',
      cpuarch: 'x86_64',
    });
    expect(pick(grains, 'kernel', 'num_cpus', 'cpu_model', 'mem_total')).toEqual({
      kernel: 'Linux',
      num_cpus: 3,
      cpu_model: 'Xeon',
      mem_total: 4096,
    });
    expect(pick(grains, 'host', 'localhost', 'nodename', 'fqdn', 'domain')).toEqual({
      host: 'miner',
      localhost: 'miner',
      nodename: 'miner',
      fqdn: 'miner.example.org',
      domain: 'example.org',
    });
    expect(pick(grains, 'id', 'fleetversion', 'username', 'uid', 'gid', 'shell')).toEqual({
      id: 'miner-01',
      fleetversion: '0.1.0',
      username: 'root',
      uid: 0,
      gid: 0,
      shell: '/bin/bash',
    });
    expect([...grains.keys()]).toEqual([...grains.keys()].sort());
  });

  it('fingerprint an Ubuntu by its month, on arm64', async () => {
    const osRelease = {
      NAME: 'Ubuntu',
      ID: 'ubuntu',
      ID_LIKE: 'debian',
      VERSION_ID: '22.04',
      VERSION_CODENAME: 'jammy',
    };
    const grains = await grainsOf({ osRelease, kernel: { name: 'Linux', release: '5.15', machine: 'aarch64' } });
    expect(pick(grains, 'os', 'os_family', 'osfinger', 'osmajorrelease', 'osrelease_info', 'osarch')).toEqual({
      os: 'Ubuntu',
      os_family: 'Debian',
      osfinger: 'Ubuntu-22.04',
      osmajorrelease: 22,
      osrelease_info: tuple([22, 4]),
      osarch: 'arm64',
    });
  });
});

describe('virtual', () => {
  it.each([
    ['docker by its file', { '/.dockerenv': '' }, { virtual: 'container', virtual_subtype: 'Docker' }],
    [
      'a container by what systemd was told',
      { '/run/systemd/container': 'lxc\n' },
      { virtual: 'container', virtual_subtype: 'LXC' },
    ],
    [
      'a container by the environment of PID 1',
      { '/proc/1/environ': 'PATH=/bin\0container=fleet\0' },
      { virtual: 'container', virtual_subtype: 'fleet' },
    ],
    [
      'kvm by its firmware',
      { '/sys/class/dmi/id/sys_vendor': 'QEMU\n' },
      { virtual: 'kvm', virtual_subtype: undefined },
    ],
    [
      'a microVM by its processor',
      { '/proc/cpuinfo': 'flags\t\t: fpu hypervisor lm\n' },
      { virtual: 'kvm', virtual_subtype: undefined },
    ],
    [
      'bare metal',
      { '/sys/class/dmi/id/sys_vendor': 'Dell Inc.\n' },
      { virtual: 'physical', virtual_subtype: undefined },
    ],
  ])('%s', async (_case, files, expected) => {
    expect(pick(await grainsOf({ files: files as Record<string, string> }), 'virtual', 'virtual_subtype')).toEqual(
      expected,
    );
  });
});

it('knows graphics processors from the bus and names them from the driver', async () => {
  const pci = '/sys/bus/pci/devices/0000:01:00.0';
  const grains = await grainsOf({
    files: {
      [`${pci}/class`]: '0x030200\n',
      [`${pci}/vendor`]: '0x10de\n',
      [`${pci}/device`]: '0x2330\n',
      '/proc/driver/nvidia/gpus/0000:01:00.0/information': 'Model: \t\t NVIDIA H100\nIRQ: 1\n',
      '/sys/bus/pci/devices/0000:00:01.0/class': '0x020000\n',
    },
  });
  expect(pick(grains, 'gpus', 'num_gpus')).toEqual({
    gpus: [
      new Map([
        ['vendor', 'nvidia'],
        ['model', 'NVIDIA H100'],
      ]),
    ],
    num_gpus: 1,
  });
});

it('names other graphics processors from the list that lspci reads', async () => {
  const pci = '/sys/bus/pci/devices';
  const grains = await grainsOf({
    files: {
      [`${pci}/0000:00:02.0/class`]: '0x030000\n',
      [`${pci}/0000:00:02.0/vendor`]: '0x8086\n',
      [`${pci}/0000:00:02.0/device`]: '0x9bc8\n',
      [`${pci}/0000:02:00.0/class`]: '0x030000\n',
      [`${pci}/0000:02:00.0/vendor`]: '0x1a03\n',
      [`${pci}/0000:02:00.0/device`]: '0x2000\n',
      '/usr/share/misc/pci.ids':
        '# list\n1a03  ASPEED\n\t9bc8  Not this one\n8086  Intel Corporation\n\t9bc8  CometLake-S GT2 [UHD Graphics 630]\n\t\t1043 8694  board\n',
    },
  });
  expect(pick(grains, 'gpus')).toEqual({
    gpus: [
      new Map([
        ['vendor', 'intel'],
        ['model', 'CometLake-S GT2 [UHD Graphics 630]'],
      ]),
      new Map([
        ['vendor', 'aspeed'],
        ['model', '0x2000'],
      ]),
    ],
  });
});

it('lists interfaces with and without addresses', async () => {
  const eth0 = [
    { address: '10.0.0.5', family: 4, netmask: '255.255.255.0', mac: '02:00:00:00:00:01', internal: false },
    { address: 'fe80::1', family: 6, netmask: 'ffff::', mac: '02:00:00:00:00:01', internal: false },
  ] as const;
  const grains = await grainsOf({
    interfaces: new Map([['eth0', eth0]]),
    files: {
      '/sys/class/net/wg0/address': '02:00:00:00:00:02\n',
      '/etc/resolv.conf': 'nameserver 10.0.0.1\nsearch a b\n',
    },
  });
  expect(pick(grains, 'ipv4', 'ipv6', 'ip_interfaces', 'ip4_interfaces', 'hwaddr_interfaces')).toEqual({
    ipv4: ['10.0.0.5'],
    ipv6: ['fe80::1'],
    ip_interfaces: new Map<Value, Value>([
      ['eth0', ['10.0.0.5', 'fe80::1']],
      ['wg0', []],
    ]),
    ip4_interfaces: new Map<Value, Value>([
      ['eth0', ['10.0.0.5']],
      ['wg0', []],
    ]),
    hwaddr_interfaces: new Map([
      ['eth0', '02:00:00:00:00:01'],
      ['wg0', '02:00:00:00:00:02'],
    ]),
  });
  expect((grains.get('dns') as ValueMap).get('search')).toEqual(['a', 'b']);
});

it('reads the version of systemd from its own words', async () => {
  const answer = 'systemd 252 (252.38-1~deb12u1)\n+PAM +AUDIT default-hierarchy=unified\n';
  const grains = await grainsOf({
    commands: [{ command: 'systemctl --version', answer }],
    files: { '/run/systemd/system': { kind: 'directory' } },
  });
  expect(pick(grains, 'init', 'systemd')).toEqual({
    init: 'systemd',
    systemd: new Map([
      ['version', '252'],
      ['features', '+PAM +AUDIT default-hierarchy=unified'],
    ]),
  });
});

it('says what the full name stands for, where packets go, and what the machine was built with', async () => {
  const grains = await grainsOf({
    fqdn: 'web.example.org',
    names: { 'web.example.org': ['10.0.0.5', '2001:db8::5'] },
    environment: { PATH: '/opt/bin:/bin' },
    programs: ['selinuxenabled'],
    files: {
      '/proc/net/route':
        'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n' +
        'eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\neth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\n',
      '/proc/net/ipv6_route': `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 fe80${'0'.repeat(27)}1 00000400 00000001 00000000 00000003 eth0\n`,
      '/sys/class/dmi/id/bios_version': '1.2\n',
      '/sys/class/dmi/id/product_serial': '\n',
      '/sys/firmware/efi': { kind: 'directory' },
      '/sys/block/sda/queue/rotational': '1\n',
      '/sys/block/nvme0n1/queue/rotational': '0\n',
      '/sys/fs/selinux/enforce': '1',
    },
  });
  expect(pick(grains, 'fqdn_ip4', 'fqdn_ip6', 'ip4_gw', 'ip6_gw', 'ip_gw', 'path', 'systempath')).toEqual({
    fqdn_ip4: ['10.0.0.5'],
    fqdn_ip6: ['2001:db8::5'],
    ip4_gw: '10.0.0.1',
    ip6_gw: 'fe80::1',
    ip_gw: true,
    path: '/opt/bin:/bin',
    systempath: ['/opt/bin', '/bin'],
  });
  expect(pick(grains, 'biosversion', 'serialnumber', 'efi', 'disks', 'ssds', 'selinux')).toEqual({
    biosversion: '1.2',
    serialnumber: undefined,
    efi: true,
    disks: ['sda'],
    ssds: ['nvme0n1'],
    selinux: new Map<Value, Value>([
      ['enabled', true],
      ['enforced', 'Enforcing'],
    ]),
  });
});

it('speaks of the Salt whose language it speaks, and of no SELinux and gateway where there is none', async () => {
  const grains = await grainsOf({});
  expect(pick(grains, 'saltversion', 'saltversioninfo', 'server_id', 'selinux', 'ip4_gw', 'ip_gw', 'fqdn_ip4')).toEqual(
    {
      saltversion: '3007.1',
      saltversioninfo: [3007, 1],
      server_id: 1_071_945_753,
      selinux: undefined,
      ip4_gw: false,
      ip_gw: false,
      fqdn_ip4: [],
    },
  );
});

it('merges configured grains over collected ones, but nobody configures who it is', async () => {
  const configured: ValueMap = new Map<Value, Value>([
    ['id', 'other'],
    ['roles', ['miner']],
    ['locale_info', new Map([['timezone', 'Mars']])],
  ]);
  const grains = await grainsOf({}, { configured, master: '10.0.0.1' });
  expect(pick(grains, 'id', 'roles', 'master')).toEqual({ id: 'miner-01', roles: ['miner'], master: '10.0.0.1' });
  expect((grains.get('locale_info') as ValueMap).get('timezone')).toBe('Mars');
  expect((grains.get('locale_info') as ValueMap).get('defaultlanguage')).toBe('C');
});

it('collects this very machine', async () => {
  const grains = await collectGrains(readOnly(linuxHost()), options);
  for (const name of ['os', 'kernelrelease', 'num_cpus', 'mem_total', 'fqdn', 'ipv4', 'virtual', 'init', 'username'])
    expect([name, grains.get(name) ?? 'missing']).not.toEqual([name, 'missing']);
});
