import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

/** `systemd-socket-activate` and `python3` are on every host; a port that somebody listens on after a while, and one now. */
const listen = (unit: string, port: number, after = 0): string =>
  `systemd-run --quiet --unit=${unit} /bin/sh -c 'sleep ${after}; exec python3 -m http.server --bind 127.0.0.1 ${port}'`;

export const toolbox: ToolboxModule = {
  module: 'network',
  prepare: `${listen('lab-now', 18081)}\n${listen('lab-late', 18082, 6)}`,
  verdicts: [
    {
      sls: `late:
  network.port_open:
    - host: 127.0.0.1
    - port: 18082
    - timeout: 40
    - interval: 500ms
never:
  network.port_open:
    - name: 127.0.0.1:1
    - timeout: 1
`,
      results: {
        late: { result: true, comment: /port 18082 of 127\.0\.0\.1 is open/ },
        never: { result: false, comment: /ECONNREFUSED \(waited 1 s\)/ },
      },
    },
  ],
  functions: [
    {
      call: ['network.connect', '127.0.0.1', '18081'],
      value: { result: true, comment: expect.stringContaining('Successfully') },
    },
    {
      call: ['network.connect', '127.0.0.1', '1'],
      value: { result: false, comment: expect.stringContaining('nobody listens') },
    },
    {
      call: ['network.netstat'],
      value: expect.arrayContaining([expect.objectContaining({ 'local-address': '127.0.0.1:18081', state: 'LISTEN' })]),
    },
    { call: ['network.active_tcp'], value: expect.any(Object) },
    { call: ['network.arp'], value: expect.any(Object) },
    { call: ['network.resolve', 'localhost'], value: expect.arrayContaining(['127.0.0.1']) },
    { call: ['network.resolve', 'name=-x'], refused: /no name of a host/ },
    {
      call: ['network.get_route', '127.0.0.1'],
      value: { destination: '127.0.0.1', gateway: null, interface: 'lo', source: '127.0.0.1' },
    },
    { call: ['network.routes', 'inet'], value: expect.any(Array) },
    { call: ['network.default_route'], value: expect.any(Array) },
    { call: ['network.interfaces'], value: expect.objectContaining({ lo: expect.objectContaining({ up: true }) }) },
    {
      call: ['network.interface', 'lo'],
      value: expect.arrayContaining([expect.objectContaining({ address: '127.0.0.1' })]),
    },
    { call: ['network.interface_ip', 'lo'], value: '127.0.0.1' },
    { call: ['network.hw_addr', 'lo'], value: '00:00:00:00:00:00' },
    { call: ['network.hwaddr', 'lo'], value: '00:00:00:00:00:00' },
    { call: ['network.ip_addrs'], value: expect.any(Array) },
    { call: ['network.ip_addrs6'], value: expect.any(Array) },
    { call: ['network.ipaddrs'], value: expect.any(Array) },
    { call: ['network.ipaddrs6'], value: expect.any(Array) },
    { call: ['network.ip_networks', 'include_loopback=True'], value: expect.arrayContaining(['127.0.0.0/8']) },
    { call: ['network.ip_networks6'], value: expect.any(Array) },
    { call: ['network.ifacestartswith', '127.'], value: ['lo'] },
    { call: ['network.subnets'], value: expect.any(Array) },
    { call: ['network.subnets6'], value: expect.any(Array) },
    { call: ['network.in_subnet', '127.0.0.0/8'], value: true },
    { call: ['network.ip_in_subnet', '10.1.2.3', '10.0.0.0/8'], value: true },
    { call: ['network.calc_net', '172.17.0.5', '255.255.255.240'], value: '172.17.0.0/28' },
    { call: ['network.convert_cidr', '172.31.0.0/16'], value: expect.objectContaining({ netmask: '255.255.0.0' }) },
    { call: ['network.reverse_ip', '127.0.0.1'], value: '1.0.0.127.in-addr.arpa' },
    { call: ['network.is_loopback', '127.0.0.1'], value: true },
    { call: ['network.is_private', '10.0.0.1'], value: true },
    { call: ['network.get_hostname'], value: expect.any(String) },
    { call: ['network.get_fqdn'], value: expect.any(String) },
  ],
  skipped: {
    'network.ping': 'the machine of the lab has no ping; the output of one is in the unit spec',
    'network.dig': 'the machine of the lab has no dig, and its hosts have no name server',
    'network.mod_hostname': 'the cases of system.hostname call it, on a host of their own',
  },
};
