import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

/** As `ps -e -ww -o pid=,user:64=,args=` prints it; the last one is itself. */
const ps = `      1 root                                                             /lib/systemd/systemd --system --deserialize 31
      2 root                                                             [kthreadd]
    417 systemd-timesync                                                 /lib/systemd/systemd-timesyncd
    911 www-data                                                         nginx: worker process
    912 www-data                                                         nginx: worker process
   4242 root                                                             node minion.js nginx
   5001 root                                                             ps -e -ww -o pid=,user:64=,args=
`;
const w = ` root     pts/0    11:02    3.00s  0.05s  0.01s vim /etc/motd
deploy   pts/1    09:40    2days  0.02s  0.02s -bash
`;

const machine = {
  load: [0.52, 1, 2.25] as const,
  uptime: 187_384.72,
  commands: [
    { command: 'ps -e -ww -o pid=,user:64=,args=', answer: ps },
    { command: 'w -h -f', answer: w },
    { command: 'date +%Y', answer: '2026\n' },
    { command: 'date +%A, %d. %B %Y %I:%M%p', answer: 'Saturday, 21. November 2026 11:30AM\n' },
  ],
  spaces: {
    '/': { total: 1000, used: 400, available: 550, inodes: 10, inodesUsed: 5 },
    '/srv/my data': { total: 5000, used: 1, available: 4999, inodes: 0, inodesUsed: 0 },
  },
  files: {
    '/srv/my data': { kind: 'directory' },
    '/proc/self/mounts':
      '/dev/vda / ext4 rw 0 0\nproc /proc proc rw 0 0\n/dev/vdb /srv/my\\040data ext3 rw 0 0\n/dev/vdc /gone ext4 rw 0 0\n',
    '/proc/meminfo': 'MemTotal:       24684084 kB\nHugePages_Total:       0\nActive(anon):     512 kB\n',
    '/proc/cpuinfo':
      'processor\t: 0\nmodel name\t: Intel(R) Xeon(R) Processor @ 2.60GHz\nflags\t\t: fpu vme de\n\nprocessor\t: 1\nflags\t\t: fpu vme\npower management:\n',
    '/proc/stat':
      'cpu  1884935 1533 282771 2643076 10634 0 4201 2627 0 0\ncpu0 918515 245 135319 1356278 1915 0 1124 1314 0 0\n' +
      'intr 22056305 0 272\nctxt 49283918\nbtime 1795073272\nprocesses 283912\nsoftirq 9918233 1 27\n',
    '/proc/diskstats': '   7       0 loop0 284 0 4938 15 24 38 4702 6 0 28 23 2 0 32770 0 9 0\n   8 0 sda 1 2\n',
    '/proc/vmstat': 'nr_free_pages 4051233\npgpgin 18446744073709551615\n',
    '/proc/net/netstat':
      'TcpExt: SyncookiesSent SyncookiesRecv\nTcpExt: 0 12\nIpExt: InNoRoutes InOctets\nIpExt: 3 1599000572\n',
    '/proc/net/dev':
      'Inter-|   Receive                                                |  Transmit\n' +
      ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n' +
      '    lo: 1599000572 2709918    0    1    2     3          4         5 6 7    8    9   10    11      12         13\n' +
      '  eth0:99 1    0    0    0     0          0         0        0       0    0    0    0     0       0          0\n',
    '/proc/version': 'Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) #1 SMP\n',
  },
} as const;

describe('status', () => {
  specsOf({ machine }, [
    { call: 'status.loadavg', value: { '1-min': 0.52, '5-min': 1, '15-min': 2.25 } },
    {
      call: 'status.meminfo',
      value: {
        MemTotal: { value: '24684084', unit: 'kB' },
        HugePages_Total: { value: '0' },
        'Active(anon)': { value: '512', unit: 'kB' },
      },
    },
    {
      call: 'status.cpuinfo',
      value: {
        processor: '1',
        'model name': 'Intel(R) Xeon(R) Processor @ 2.60GHz',
        flags: ['fpu', 'vme'],
        'power management': '',
      },
    },
    {
      call: 'status.cpustats',
      value: {
        cpu: {
          user: 1884935,
          nice: 1533,
          system: 282771,
          idle: 2643076,
          iowait: 10634,
          irq: 0,
          softirq: 4201,
          steal: 2627,
        },
        cpu0: expect.objectContaining({ user: 918515, idle: 1356278, steal: 1314 }),
        intr: { total: 22056305, irqs: [0, 272] },
        ctxt: 49283918,
        btime: 1795073272,
        processes: 283912,
        softirq: { total: 9918233, softirqs: [1, 27] },
      },
    },
    {
      call: 'status.diskstats',
      value: {
        loop0: {
          major: 7,
          minor: 0,
          device: 'loop0',
          reads_issued: 284,
          reads_merged: 0,
          sectors_read: 4938,
          ms_spent_reading: 15,
          writes_completed: 24,
          writes_merged: 38,
          sectors_written: 4702,
          ms_spent_writing: 6,
          io_in_progress: 0,
          ms_spent_in_io: 28,
          weighted_ms_spent_in_io: 23,
        },
      },
    },
    { call: 'status.vmstats', value: { nr_free_pages: 4051233, pgpgin: 18446744073709551615n } },
    { call: 'status.nproc', value: 2 },
    {
      call: 'status.netstats',
      value: { TcpExt: { SyncookiesSent: 0, SyncookiesRecv: 12 }, IpExt: { InNoRoutes: 3, InOctets: 1599000572 } },
    },
    {
      call: 'status.netdev',
      value: {
        lo: {
          iface: 'lo',
          rx_bytes: 1599000572,
          rx_packets: 2709918,
          rx_errs: 0,
          rx_drop: 1,
          rx_fifo: 2,
          rx_frame: 3,
          rx_compressed: 4,
          rx_multicast: 5,
          tx_bytes: 6,
          tx_packets: 7,
          tx_errs: 8,
          tx_drop: 9,
          tx_fifo: 10,
          tx_colls: 11,
          tx_carrier: 12,
          tx_compressed: 13,
        },
        eth0: expect.objectContaining({ rx_bytes: 99, rx_packets: 1 }),
      },
    },
    {
      call: 'status.procs',
      value: {
        '1': { user: 'root', cmd: '/lib/systemd/systemd --system --deserialize 31' },
        '2': { user: 'root', cmd: '[kthreadd]' },
        '417': { user: 'systemd-timesync', cmd: '/lib/systemd/systemd-timesyncd' },
        '911': { user: 'www-data', cmd: 'nginx: worker process' },
        '912': { user: 'www-data', cmd: 'nginx: worker process' },
        '4242': { user: 'root', cmd: 'node minion.js nginx' },
      },
    },
    { call: 'status.pid', positional: ['nginx'], value: '911\n912' },
    { call: 'status.pid', positional: ['nginx.*'], value: '' },
    { call: 'status.pid', positional: [''], refused: ['bad-arguments', /every command line/] },
    {
      call: 'status.uptime',
      value: {
        seconds: 187384,
        since_iso: '2026-11-19T07:27:52',
        since_t: 1795073272,
        days: 2,
        time: '4:3',
        users: 2,
      },
    },
    {
      call: 'status.w',
      value: [
        {
          user: 'root',
          tty: 'pts/0',
          login: '11:02',
          idle: '3.00s',
          jcpu: '0.05s',
          pcpu: '0.01s',
          what: 'vim /etc/motd',
        },
        { user: 'deploy', tty: 'pts/1', login: '09:40', idle: '2days', jcpu: '0.02s', pcpu: '0.02s', what: '-bash' },
      ],
    },
    { call: 'status.version', value: 'Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) #1 SMP' },
    { call: 'status.time', value: 'Saturday, 21. November 2026 11:30AM' },
    { call: 'status.time', positional: ['%Y'], value: '2026' },
    { call: 'status.time', positional: [''], refused: ['bad-arguments', /format is empty/] },
    { call: 'status.diskusage', positional: ['/'], value: { '/': { total: 1000, available: 550 } } },
    {
      call: 'status.diskusage',
      positional: ['ext?'],
      value: { '/': { total: 1000, available: 550 }, '/srv/my data': { total: 5000, available: 4999 } },
    },
    { call: 'status.diskusage', positional: ['/nowhere'], refused: ['not-found', /nowhere/] },
    { call: 'status.diskusage', positional: ['btrfs'], value: {} },
  ]);

  it('tells everything at once, and works where the machine has nearly nothing', async () => {
    const host = memoryHost({ uptime: 10, commands: [] });
    const context = specContext({ machine: { uptime: 10 } }, host);
    const all = (await functionTable.get('status.all_status')?.run(host, {}, context)) as Map<string, unknown>;
    expect([...all.keys()]).toEqual([
      'cpuinfo',
      'cpustats',
      'diskstats',
      'diskusage',
      'loadavg',
      'meminfo',
      'netdev',
      'netstats',
      'uptime',
      'vmstats',
      'w',
    ]);
    expect(all.get('w')).toEqual([]);
    expect((all.get('uptime') as Map<string, unknown>).get('users')).toBe(0);
  });
});
