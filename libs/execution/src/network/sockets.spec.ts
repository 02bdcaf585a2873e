import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const heading =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n';
const machine = {
  accounts: { users: [{ name: 'www-data', uid: 33 }] },
  files: {
    '/proc/net/tcp':
      heading +
      '   0: 0100007F:47C9 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1582539 1 00000000dd54f04e 100 0 0 10 0\n' +
      '   1: 0500000A:01BB 0700A8C0:CB2E 01 00000010:00000002 00:00000000 00000000    33        0 1650 1 000000002949fadb 100 0 0 10 0\n',
    '/proc/net/tcp6':
      heading +
      '   0: B80D0120000000000000000005000000:0016 B80D0120000000000000000006000000:D431 01 00000000:00000000 00:00000000 00000000  1000        0 77 1 0 100 0 0 10 0\n',
    '/proc/net/udp':
      heading +
      ' 213: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 14021 2 0000000000000000 0\n',
    '/proc/net/arp':
      'IP address       HW type     Flags       HW address            Mask     Device\n' +
      '10.213.2.11      0x1         0x2         7e:0e:7e:6f:7a:86     *        flt2\n' +
      '10.213.2.12      0x1         0x0         00:00:00:00:00:00     *        flt2\n',
  },
} as const;

describe('what is open on the machine', () => {
  specsOf({ machine }, [
    {
      call: 'network.active_tcp',
      value: {
        '0': { local_addr: '10.0.0.5', local_port: '443', remote_addr: '192.168.0.7', remote_port: '52014' },
        '1': { local_addr: '2001:db8::5', local_port: '22', remote_addr: '2001:db8::6', remote_port: '54321' },
      },
    },
    {
      call: 'network.netstat',
      value: [
        {
          proto: 'tcp',
          'recv-q': '0',
          'send-q': '0',
          'local-address': '127.0.0.1:18377',
          'remote-address': '0.0.0.0:*',
          state: 'LISTEN',
          user: 'root',
          inode: '1582539',
        },
        {
          proto: 'tcp',
          'recv-q': '2',
          'send-q': '16',
          'local-address': '10.0.0.5:443',
          'remote-address': '192.168.0.7:52014',
          state: 'ESTABLISHED',
          user: 'www-data',
          inode: '1650',
        },
        {
          proto: 'tcp6',
          'recv-q': '0',
          'send-q': '0',
          'local-address': '[2001:db8::5]:22',
          'remote-address': '[2001:db8::6]:54321',
          state: 'ESTABLISHED',
          user: '1000',
          inode: '77',
        },
        {
          proto: 'udp',
          'recv-q': '0',
          'send-q': '0',
          'local-address': '127.0.0.53:53',
          'remote-address': '0.0.0.0:*',
          user: '101',
          inode: '14021',
        },
      ],
    },
    { call: 'network.arp', value: { '7e:0e:7e:6f:7a:86': '10.213.2.11' } },
  ]);
});

describe('a machine without those tables', () => {
  specsOf({}, [
    { call: 'network.active_tcp', value: {} },
    { call: 'network.netstat', value: [] },
    { call: 'network.arp', value: {} },
  ]);
});
