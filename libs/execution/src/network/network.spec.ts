import { describe, expect, it } from '@jest/globals';
import { specsOf } from '../spec-cases.js';
import { parseAddress, printAddress } from './ip-math.js';

const four = (address: string, netmask = '255.255.255.0', internal = false) =>
  ({ address, family: 4, netmask, mac: '02:00:00:00:00:01', internal }) as const;
const machine = {
  hostname: 'web',
  fqdn: 'web.example.com',
  interfaces: new Map([
    ['lo', [four('127.0.0.1', '255.0.0.0', true)]],
    [
      'eth0',
      [
        four('10.0.0.20'),
        four('10.0.0.3'),
        {
          address: '2001:db8::5',
          family: 6,
          netmask: 'ffff:ffff:ffff:ffff::',
          mac: '02:00:00:00:00:01',
          internal: false,
        } as const,
        {
          address: 'fe80::1',
          family: 6,
          netmask: 'ffff:ffff:ffff:ffff::',
          mac: '02:00:00:00:00:01',
          internal: false,
        } as const,
      ],
    ],
    ['eth1', [four('198.51.100.7'), four('8.8.4.4')]],
  ]),
  files: {
    '/sys/class/net/eth1/flags': '0x1002\n',
    '/proc/net/route':
      'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n' +
      'eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n' +
      'eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n',
  },
};
const eth0 = {
  up: true,
  hwaddr: '02:00:00:00:00:01',
  inet: [
    { address: '10.0.0.20', netmask: '255.255.255.0', broadcast: '10.0.0.255', label: 'eth0' },
    { address: '10.0.0.3', netmask: '255.255.255.0', broadcast: '10.0.0.255', label: 'eth0' },
  ],
  inet6: [
    { address: '2001:db8::5', prefixlen: '64', scope: 'global' },
    { address: 'fe80::1', prefixlen: '64', scope: 'link' },
  ],
};

describe('network', () => {
  specsOf({ machine }, [
    {
      call: 'network.interfaces',
      value: expect.objectContaining({ eth0, eth1: expect.objectContaining({ up: false }) }),
    },
    { call: 'network.interface', positional: ['eth0'], value: eth0.inet },
    { call: 'network.interface_ip', positional: ['eth0'], value: '10.0.0.20' },
    {
      call: 'network.interface_ip',
      positional: ['eth9'],
      value: 'Interface "eth9" not in available interfaces: "eth0", "eth1", "lo"',
    },
    { call: 'network.hw_addr', positional: ['eth0'], value: '02:00:00:00:00:01' },
    { call: 'network.hwaddr', positional: ['eth0'], value: '02:00:00:00:00:01' },
    { call: 'network.ip_addrs', value: ['8.8.4.4', '10.0.0.3', '10.0.0.20', '198.51.100.7'] },
    { call: 'network.ipaddrs', positional: ['eth0'], value: ['10.0.0.3', '10.0.0.20'] },
    { call: 'network.ip_addrs', positional: ['lo', true], value: ['127.0.0.1'] },
    { call: 'network.ip_addrs', named: { cidr: '10.0.0.0/28' }, value: ['10.0.0.3'] },
    { call: 'network.ip_addrs', named: { type: 'public' }, value: ['8.8.4.4'] },
    { call: 'network.ip_addrs', named: { cidr: '10.0.0.1/8' }, refused: ['bad-arguments', /host bits/] },
    { call: 'network.ip_addrs6', value: ['2001:db8::5', 'fe80::1'] },
    { call: 'network.ipaddrs6', positional: ['eth1'], value: [] },
    { call: 'network.subnets', value: ['8.8.4.0/24', '10.0.0.0/24', '198.51.100.0/24'] },
    { call: 'network.subnets', named: { interfaces: 'eth0' }, value: ['10.0.0.0/24'] },
    { call: 'network.subnets6', value: ['2001:db8::/64', 'fe80::/64'] },
    { call: 'network.get_hostname', value: 'web' },
    { call: 'network.get_fqdn', value: 'web.example.com' },
    { call: 'network.is_private', positional: ['10.1.2.3'], value: true },
    { call: 'network.is_private', positional: ['8.8.8.8'], value: false },
    { call: 'network.is_private', positional: ['fd00::1'], value: true },
    { call: 'network.is_loopback', positional: ['127.9.9.9'], value: true },
    { call: 'network.reverse_ip', positional: ['192.0.2.1'], value: '1.2.0.192.in-addr.arpa' },
    { call: 'network.calc_net', positional: ['172.17.0.5', '255.255.255.240'], value: '172.17.0.0/28' },
    {
      call: 'network.calc_net',
      positional: ['2a02:f6e:a000:80:84d8:8332:7866:4e07/64'],
      value: '2a02:f6e:a000:80::/64',
    },
    {
      call: 'network.convert_cidr',
      positional: ['172.31.9.0/16'],
      value: { network: '172.31.0.0', netmask: '255.255.0.0', broadcast: '172.31.255.255' },
    },
    { call: 'network.in_subnet', positional: ['198.51.100.0/25'], value: true },
    { call: 'network.in_subnet', positional: ['192.168.0.0/16'], value: false },
    { call: 'network.ip_in_subnet', positional: ['172.17.0.4', '172.16.0.0/12'], value: true },
    {
      call: 'network.ip_in_subnet',
      positional: ['nonsense', '172.16.0.0/12'],
      refused: ['bad-arguments', /no IP address/],
    },
    {
      call: 'network.default_route',
      value: [
        {
          addr_family: 'inet',
          destination: '0.0.0.0',
          gateway: '10.0.0.1',
          netmask: '0.0.0.0',
          flags: 'UG',
          interface: 'eth0',
        },
      ],
    },
  ]);

  it.each(['::', '::1', '1::', '2001:db8::1:0:0:1', '::ffff:102:304', '1:2:3:4:5:6:7:8', '0.0.0.0'])(
    'prints %s as it is read',
    (text) => {
      expect(printAddress(parseAddress(text))).toBe(text);
    },
  );

  it('reads a dotted tail', () => {
    expect(printAddress(parseAddress('::ffff:1.2.3.4'))).toBe('::ffff:102:304');
  });
});
