import { readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import type { MemoryMachine } from '@fleet/platform';
import { specsOf, type FunctionCase } from '../spec-cases.js';

const recorded = (name: string): string => readFileSync(new URL(`recorded/${name}.txt`, import.meta.url), 'utf8');

const tuples = `*filter
### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in_eth0 comment=73736820666f7220616c6c
### tuple ### limit tcp 2222 0.0.0.0/0 any 10.0.0.0/8 in_eth0 comment=6f757220737368
### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 OpenSSH - in
### tuple ### route:allow tcp 8080 10.2.0.0/16 any 10.0.0.0/8 in_eth0!out_eth1
### tuple ### allow_log tcp 25,26 10.0.0.1 1000:1005 0.0.0.0/0 out
`;
const tuples6 = `*filter
### tuple ### allow tcp 22 ::/0 any ::/0 in_eth0 comment=73736820666f7220616c6c
### tuple ### allow any 53 ::/0 any 2001:db8::/32 in
`;
const settings = {
  '/etc/ufw/ufw.conf': '# /etc/ufw/ufw.conf\nENABLED=yes\n\nLOGLEVEL=medium\n',
  '/etc/default/ufw':
    'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\nDEFAULT_OUTPUT_POLICY="ACCEPT"\nDEFAULT_FORWARD_POLICY="REJECT"\n',
};
const machine: MemoryMachine = {
  files: { ...settings, '/etc/ufw/user.rules': tuples, '/etc/ufw/user6.rules': tuples6 },
  programs: ['ufw'],
  commands: [
    { command: 'ufw version', answer: 'ufw 0.36.2\nCopyright 2008-2023 Canonical Ltd.\n' },
    { command: 'ufw status numbered', answer: recorded('ufw-status-numbered') },
    { command: 'ufw app list', answer: recorded('ufw-app-list') },
    {
      command: 'ufw --dry-run limit in on eth0 from 10.0.0.0/8 to any port 2222 proto tcp comment other',
      answer: recorded('ufw-dry-run-limit-with-another-comment'),
    },
    {
      command: 'ufw --dry-run limit in on eth0 from 10.0.0.5/8 to any port 2222 proto tcp comment our ssh',
      answer: { stdout: 'Skipping adding existing rule', stderr: 'WARN: Rule changed after normalization' },
    },
    { command: /port 99999/, answer: { exitCode: 1, stderr: "ERROR: Bad port '99999'" } },
    {
      command: 'ufw delete allow in from any to any port 9999 proto tcp',
      answer: 'Could not delete non-existent rule\nCould not delete non-existent rule (v6)\n',
    },
    { command: /^ufw (?:--force )?delete /, answer: 'Rule deleted' },
    { command: 'ufw status', answer: 'Status: inactive' },
    { command: 'ufw default deny routed', answer: { exitCode: 1, stdout: recorded('ufw-default-nope-incoming') } },
    { command: /^ufw /, answer: ({ line }) => ({ stdout: `ran ${line}` }) },
  ],
};

const limit = { action: 'limit', interface: 'eth0', from: '10.0.0.0/8', port: '2222/tcp' };

describe('ufw', () => {
  specsOf({ machine }, [
    { call: 'ufw.version', value: '0.36.2' },
    { call: 'ufw.app_list', value: ['AIM', 'Bonjour', 'CIFS', 'DNS', 'Deluge', 'IMAP', 'IMAPS'] },
    {
      call: 'ufw.rules',
      value: [
        "allow in on eth0 from any to any port 22 proto tcp comment 'ssh for all'",
        "limit in on eth0 from 10.0.0.0/8 to any port 2222 proto tcp comment 'our ssh'",
        'allow in from any to any port 22 proto tcp app OpenSSH',
        'route allow in on eth0 out on eth1 from 10.0.0.0/8 to 10.2.0.0/16 port 8080 proto tcp',
        'allow log out from any port 1000:1005 to 10.0.0.1 port 25,26 proto tcp',
        "allow in on eth0 from any to any port 22 proto tcp comment 'ssh for all' (v6)",
        'allow in from 2001:db8::/32 to any port 53 (v6)',
      ],
    },
    // Rules that are there as they are written: nothing is asked, so that no script has to answer.
    ...[
      { port: '22/tcp', interface: 'eth0', comment: 'ssh for all' },
      { port: '22', proto: 'tcp', interface: 'eth0', comment: 'ssh for all' },
      { ...limit, comment: 'our ssh' },
      {
        port: '8080/tcp',
        from: '10.0.0.0/8',
        to: '10.2.0.0/16',
        route: true,
        interface: 'eth0',
        interface_out: 'eth1',
      },
      { port: '25,26/tcp', from_port: '1000:1005', to: '10.0.0.1', direction: 'out', log: 'new' },
      { port: '53', from: '2001:db8::/32' },
      { ...limit, from: '10.0.0.5/8', comment: 'our ssh' },
    ].map((named): FunctionCase => ({ call: 'ufw.would_change', named, value: { old: [], new: [] } })),
    { call: 'ufw.would_change', positional: ['99999/tcp'], refused: ['failed', /^ufw: Bad port '99999'$/] },
    { call: 'ufw.allow', positional: ['22/tcp'], value: 'ran ufw allow in from any to any port 22 proto tcp' },
    {
      call: 'ufw.deny',
      named: { from: '203.0.113.7', insert: 'first', comment: 'pest' },
      value: 'ran ufw prepend deny in from 203.0.113.7 to any comment pest',
    },
    {
      call: 'ufw.reject',
      positional: ['25/tcp'],
      named: { direction: 'out', insert: '2', log: 'all' },
      value: 'ran ufw insert 2 reject out log-all from any to any port 25 proto tcp',
    },
    {
      call: 'ufw.limit',
      named: { app: 'Mail submission' },
      value: 'ran ufw limit in from any to any app Mail submission',
    },
    { call: 'ufw.delete', positional: ['22/tcp'], value: 'Rule deleted' },
    { call: 'ufw.delete', named: { number: 3 }, value: 'Rule deleted' },
    { call: 'ufw.delete', positional: ['9999/tcp'], refused: ['not-found', /non-existent/] },
    { call: 'ufw.delete', refused: ['bad-arguments', /or its `number`/] },
    { call: 'ufw.delete', positional: ['22'], named: { number: 3 }, refused: ['bad-arguments', /or its `number`/] },
    { call: 'ufw.logging', positional: ['full'], value: 'ran ufw logging full' },
    { call: 'ufw.logging', positional: ['loud'], refused: ['bad-arguments', /one of off/] },
    { call: 'ufw.default', positional: ['deny'], value: 'ran ufw default deny incoming' },
    { call: 'ufw.default', positional: ['deny', 'routed'], refused: ['failed', /^ufw: Invalid syntax$/] },
    { call: 'ufw.disable', value: 'ran ufw disable' },
    { call: 'ufw.reload', value: 'ran ufw reload' },
    { call: 'ufw.reset', value: 'ran ufw --force reset' },
    ...(
      [
        [{ port: '--help' }, /not a port/],
        [{ port: '22/tcp', proto: 'tcp' }, /names the protocol already/],
        [{ port: '22', proto: 'tcp; x' }, /not a protocol/],
        [{ from: 'example.org' }, /neither an address/],
        [{ to: '10.0.0.1 port 1' }, /neither an address/],
        [{ interface: 'eth0 from any' }, /name of a network interface/],
        [{ interface_out: 'eth1' }, /route: True/],
        [{ port: '22', app: 'OpenSSH' }, /one of both/],
        [{ app: '../x' }, /name of a profile/],
        [{ comment: "it's" }, /single quotes/],
        [{ comment: 'a\nb' }, /control characters/],
        [{ insert: '0' }, /`insert`/],
      ] as [Record<string, string>, RegExp][]
    ).map(([named, says]): FunctionCase => ({ call: 'ufw.allow', named, refused: ['bad-arguments', says] })),
  ]);
  const two = tuples.split('\n').slice(0, 3).join('\n');
  specsOf({ machine: { ...machine, files: { ...settings, '/etc/ufw/user.rules': two } } }, [
    {
      call: 'ufw.would_change',
      named: { ...limit, comment: 'other' },
      value: {
        old: ["limit in on eth0 from 10.0.0.0/8 to any port 2222 proto tcp comment 'our ssh'"],
        new: ["limit in on eth0 from 10.0.0.0/8 to any port 2222 proto tcp comment 'other'"],
      },
    },
  ]);
  specsOf({ machine: {} }, [
    { call: 'ufw.status', refused: ['not-found', /install the package ufw/] },
    { call: 'ufw.allow', positional: ['22'], refused: ['not-found', /install the package ufw/] },
    { call: 'ufw.rules', refused: ['not-found', /install the package ufw/] },
  ]);
  const rule = (number: number, to: string, from: string, more: object = {}): object => ({
    ...{ number, to, action: 'allow', direction: 'in', from },
    ...more,
  });
  specsOf({ machine }, [
    {
      call: 'ufw.status',
      value: {
        active: true,
        enabled: true,
        logging: 'medium',
        default: { incoming: 'deny', outgoing: 'allow', routed: 'reject' },
        rules: [
          rule(1, 'Anywhere', '198.51.100.0/24', { action: 'deny' }),
          rule(2, '22/tcp', 'Anywhere'),
          rule(3, '203.0.113.7', 'Anywhere', { action: 'deny', direction: 'out' }),
          rule(4, '10.1.1.1 80,443/tcp', '192.0.2.1', { action: 'reject' }),
          rule(5, '6000:6007/udp', 'Anywhere'),
          rule(6, 'OpenSSH', 'Anywhere'),
          rule(7, '10.2.0.0/16 8080/tcp on eth1', '10.0.0.0/8 on eth0', { direction: 'routed' }),
          rule(8, 'Anywhere on eth0', 'Anywhere'),
          rule(9, '53', 'Anywhere'),
          rule(10, '8088/tcp', 'Anywhere', { log: 'new' }),
          rule(11, '22/tcp (v6)', 'Anywhere (v6)'),
          rule(12, '6000:6007/udp (v6)', 'Anywhere (v6)'),
          rule(13, 'OpenSSH (v6)', 'Anywhere (v6)'),
          rule(14, '53', '2001:db8::/32'),
          rule(15, 'Anywhere (v6) on eth0', 'Anywhere (v6)'),
          rule(16, '53 (v6)', 'Anywhere (v6)'),
          rule(17, '8088/tcp (v6)', 'Anywhere (v6)', { log: 'new' }),
        ],
      },
    },
  ]);
});
