import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const answered = `PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.031 ms

--- 127.0.0.1 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time 0ms
rtt min/avg/max/mdev = 0.031/0.031/0.031/0.000 ms`;
const silent = `PING 10.9.9.9 (10.9.9.9) 56(84) bytes of data.

--- 10.9.9.9 ping statistics ---
4 packets transmitted, 0 received, 100% packet loss, time 3072ms
`;
const route =
  '[{"dst":"10.9.9.9","gateway":"192.0.2.1","dev":"eth0","prefsrc":"192.0.2.2","flags":[],"uid":0,"cache":[]}]';
const local =
  '[{"type":"local","dst":"127.0.0.1","dev":"lo","prefsrc":"127.0.0.1","flags":[],"uid":0,"cache":["local"]}]';
const routes =
  '[{"dst":"default","gateway":"192.0.2.1","dev":"eth0","flags":[]},{"dst":"10.213.1.0/24","dev":"flt1","protocol":"kernel","scope":"link","prefsrc":"10.213.1.1","flags":[]},{"dst":"10.9.9.9","via":{},"dev":"eth0","flags":[]}]';
const four = (address: string, netmask: string, internal = false) =>
  ({ address, family: 4, netmask, mac: '02:00:00:00:00:01', internal }) as const;

const machine = {
  names: { 'db.internal': ['10.0.0.5', 'fd00::5'] },
  ports: { 'db.internal:5432': true as const, 'db.internal:22': 'ETIMEDOUT', 'db.internal:23': 'EPROTO' },
  interfaces: new Map([
    ['lo', [four('127.0.0.1', '255.0.0.0', true)]],
    ['eth0', [four('10.0.0.20', '255.255.255.0'), four('10.0.0.21', '255.255.255.0')]],
    [
      'eth1',
      [
        {
          address: '2001:db8::5',
          family: 6,
          netmask: 'ffff:ffff:ffff:ffff::',
          mac: '02:00:00:00:00:01',
          internal: false,
        } as const,
      ],
    ],
  ]),
  commands: [
    { command: 'ping -c 4 -- 127.0.0.1', answer: answered },
    { command: 'ping -c 1 -W 2 -- 127.0.0.1', answer: answered },
    { command: 'ping -c 4 -- 10.9.9.9', answer: { exitCode: 1, stdout: silent } },
    {
      command: 'ping -c 4 -- nope.internal',
      answer: { exitCode: 2, stderr: 'ping: nope.internal: Name or service not known' },
    },
    { command: 'ip -json route get 10.9.9.9', answer: route },
    { command: 'ip -json route get 127.0.0.1', answer: local },
    {
      command: 'ip -json route get 2001:db8::1',
      answer: { exitCode: 2, stderr: 'RTNETLINK answers: Network is unreachable' },
    },
    { command: 'ip -json -4 route show', answer: routes },
    { command: 'ip -json -6 route show', answer: '[{"dst":"fe80::/64","dev":"eth0","protocol":"kernel"}]' },
    { command: 'dig db.internal', answer: ';; ANSWER SECTION:\ndb.internal. 60 IN A 10.0.0.5' },
  ],
};

describe('whether others can be reached', () => {
  specsOf({ machine }, [
    { call: 'network.ping', positional: ['127.0.0.1'], value: answered },
    { call: 'network.ping', positional: ['127.0.0.1'], named: { timeout: 2, count: 1 }, value: answered },
    { call: 'network.ping', positional: ['10.9.9.9'], value: silent.replace(/\n$/, ''), retcode: 1 },
    { call: 'network.ping', positional: ['10.9.9.9'], named: { return_boolean: true }, value: false },
    { call: 'network.ping', positional: ['127.0.0.1'], named: { return_boolean: true }, value: true },
    {
      call: 'network.ping',
      positional: ['nope.internal'],
      value: 'ping: nope.internal: Name or service not known',
      retcode: 2,
    },
    { call: 'network.ping', positional: ['-f'], refused: ['bad-arguments', /no name of a host/] },
    { call: 'network.ping', positional: ['a b'], refused: ['bad-arguments', /no name of a host/] },
    { call: 'network.ping', positional: ['a'], named: { count: 0 }, refused: ['bad-arguments', /between 1 and 100/] },
    {
      call: 'network.connect',
      positional: ['db.internal', 5432],
      value: { result: true, comment: 'Successfully connected to db.internal (db.internal) on tcp port 5432' },
    },
    {
      call: 'network.connect',
      positional: ['db.internal', 22],
      value: { result: false, comment: 'Unable to connect to db.internal on tcp port 22: no answer in time' },
    },
    {
      call: 'network.connect',
      positional: ['db.internal', 1],
      value: { result: false, comment: 'Unable to connect to db.internal on tcp port 1: nobody listens there' },
    },
    {
      call: 'network.connect',
      positional: ['db.internal', 23],
      value: { result: false, comment: 'Unable to connect to db.internal on tcp port 23: EPROTO' },
    },
    { call: 'network.connect', positional: ['db.internal'], refused: ['bad-arguments', /name the port/] },
    { call: 'network.connect', positional: ['db.internal', 70_000], refused: ['bad-arguments', /1 and 65535/] },
    {
      call: 'network.connect',
      positional: ['db.internal', 53],
      named: { proto: 'udp' },
      refused: ['bad-arguments', /`proto` must be one of tcp/],
    },
    { call: 'network.resolve', positional: ['db.internal'], value: ['10.0.0.5', 'fd00::5'] },
    { call: 'network.resolve', positional: ['nope.internal'], value: [] },
    { call: 'network.resolve', positional: ['--x'], refused: ['bad-arguments', /no name of a host/] },
    {
      call: 'network.dig',
      positional: ['db.internal'],
      value: ';; ANSWER SECTION:\ndb.internal. 60 IN A 10.0.0.5',
    },
    { call: 'network.dig', positional: ['@evil'], refused: ['bad-arguments', /no name of a host/] },
    {
      call: 'network.get_route',
      positional: ['10.9.9.9'],
      value: { destination: '10.9.9.9', gateway: '192.0.2.1', interface: 'eth0', source: '192.0.2.2' },
    },
    {
      call: 'network.get_route',
      positional: ['127.0.0.1'],
      value: { destination: '127.0.0.1', gateway: null, interface: 'lo', source: '127.0.0.1' },
    },
    { call: 'network.get_route', positional: ['2001:db8::1'], refused: ['failed', /Network is unreachable/] },
    { call: 'network.get_route', positional: ['eth0'], refused: ['bad-arguments', /no IP address/] },
    {
      call: 'network.routes',
      value: [
        {
          addr_family: 'inet',
          destination: '0.0.0.0',
          gateway: '192.0.2.1',
          netmask: '0.0.0.0',
          flags: 'UG',
          interface: 'eth0',
        },
        {
          addr_family: 'inet',
          destination: '10.213.1.0',
          gateway: '0.0.0.0',
          netmask: '255.255.255.0',
          flags: 'U',
          interface: 'flt1',
        },
        {
          addr_family: 'inet',
          destination: '10.9.9.9',
          gateway: '0.0.0.0',
          netmask: '255.255.255.255',
          flags: 'UH',
          interface: 'eth0',
        },
        {
          addr_family: 'inet6',
          destination: 'fe80::/64',
          gateway: '::',
          netmask: '',
          flags: 'U',
          interface: 'eth0',
        },
      ],
    },
    { call: 'network.routes', positional: ['inet6'], value: [expect6()] },
    { call: 'network.ip_networks', value: ['10.0.0.0/24'] },
    {
      call: 'network.ip_networks',
      named: { verbose: true, include_loopback: true },
      value: {
        '10.0.0.0/24': { address: '10.0.0.0', netmask: '255.255.255.0', num_addresses: 256, prefixlen: 24 },
        '127.0.0.0/8': { address: '127.0.0.0', netmask: '255.0.0.0', num_addresses: 16_777_216, prefixlen: 8 },
      },
    },
    { call: 'network.ip_networks', positional: ['eth1'], value: [] },
    {
      call: 'network.ip_networks6',
      named: { verbose: true },
      value: {
        '2001:db8::/64': {
          address: '2001:db8::',
          netmask: 'ffff:ffff:ffff:ffff::',
          num_addresses: 18_446_744_073_709_551_616n,
          prefixlen: 64,
        },
      },
    },
    { call: 'network.ifacestartswith', positional: ['10.'], value: ['eth0'] },
    { call: 'network.ifacestartswith', positional: ['127'], value: ['lo'] },
  ]);
});

function expect6(): object {
  return {
    addr_family: 'inet6',
    destination: 'fe80::/64',
    gateway: '::',
    netmask: '',
    flags: 'U',
    interface: 'eth0',
  };
}

describe('a machine without the programs', () => {
  specsOf({}, [
    { call: 'network.ping', positional: ['127.0.0.1'], refused: ['not-found', /no such program/] },
    { call: 'network.dig', positional: ['a'], refused: ['not-found', /no such program/] },
  ]);
});
