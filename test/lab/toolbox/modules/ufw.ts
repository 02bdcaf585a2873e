import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const mirror = "{{ salt['cmd.run']('cat /root/mirror') }}";

export const toolbox: ToolboxModule = {
  module: 'ufw',
  ownHost: true,
  packages: ['ufw', 'iptables'],
  prepare:
    "sed -n 's,.*http://\\([0-9.:]*\\)/.*,\\1,p' /etc/apt/sources.list.d/lab-debian.list | head -1 > /root/mirror && test -s /root/mirror",
  states: [
    `ssh:
  ufw.rule:
    - action: limit
    - port: 22/tcp
    - comment: for all
blocked:
  ufw.rule:
    - action: deny
    - from: 203.0.113.0/24
    - insert: first
named:
  ufw.rule:
    - port: domain
    - interface: eth0
through:
  ufw.rule:
    - route: True
    - interface: eth0
    - interface_out: eth1
    - from: 10.0.0.0/8
    - port: 8080/tcp
policies:
  ufw.default_policy:
    - incoming: reject
log:
  ufw.logging:
    - level: medium
firewall:
  ufw.enabled:
    - check_master: False
    - check: ['${mirror}']
    - require:
      - ufw: ssh
`,
    `ssh:
  ufw.rule:
    - port: 22/tcp
    - comment: for all
blocked:
  ufw.rule_absent:
    - action: deny
    - from: 203.0.113.0/24
`,
    'firewall:\n  ufw.disabled: []\n',
  ],
  verdicts: [
    {
      sls: `begun:
  ufw.enabled:
    - check_master: False
    - check: ['${mirror}']
closing:
  ufw.rule:
    - action: reject
    - direction: out
    - to: "{{ salt['cmd.run']('cut -d: -f1 /root/mirror') }}"
    - check_master: False
    - check: ['${mirror}']
    - require:
      - ufw: begun
ended:
  ufw.disabled:
    - order: last
`,
      results: {
        begun: { result: true },
        closing: { result: false, comment: /undone at once/ },
        ended: { result: true },
      },
    },
    {
      sls: `cut:
  ufw.rule:
    - action: deny
    - direction: out
    - to: "{{ salt['cmd.run']('cut -d: -f1 /root/mirror') }}"
firewall:
  ufw.enabled:
    - check_master: False
    - check: ['${mirror}']
    - require:
      - ufw: cut
wrong:
  ufw.rule:
    - port: 99999/tcp
masterless:
  ufw.enabled:
    - check_master: True
`,
      results: {
        cut: { result: true },
        firewall: { result: false, comment: /undone at once/ },
        wrong: { result: false, comment: /Bad port/ },
        masterless: { result: false, comment: /nothing was changed/ },
      },
    },
  ],
  seen: {
    'ufw status | head -1': 'Status: inactive\n',
    'systemctl is-active fleet-ufw-revert.timer || true': 'inactive\n',
  },
  functions: [
    { call: ['ufw.version'], value: expect.stringMatching(/^0\.\d+/) },
    { call: ['ufw.reset'], value: expect.stringMatching(/Backing up/) },
    { call: ['ufw.rules'], value: [] },
    { call: ['ufw.allow', '22/tcp', 'comment=for all'], value: expect.stringMatching(/Rules? (?:added|updated)/) },
    { call: ['ufw.would_change', '22/tcp', 'comment=for all'], value: { old: [], new: [] } },
    {
      call: ['ufw.would_change', '22/tcp', 'action=deny', 'comment=for all'],
      value: {
        old: [
          "allow in from any to any port 22 proto tcp comment 'for all'",
          "allow in from any to any port 22 proto tcp comment 'for all' (v6)",
        ],
        new: [
          "deny in from any to any port 22 proto tcp comment 'for all'",
          "deny in from any to any port 22 proto tcp comment 'for all' (v6)",
        ],
      },
    },
    { call: ['ufw.limit', '2222/tcp'], value: expect.any(String) },
    { call: ['ufw.deny', 'from=203.0.113.7', 'insert=first'], value: expect.any(String) },
    { call: ['ufw.reject', '25/tcp', 'direction=out', 'log=new'], value: expect.any(String) },
    {
      call: ['ufw.rules'],
      value: [
        'deny in from 203.0.113.7 to any',
        "allow in from any to any port 22 proto tcp comment 'for all'",
        'limit in from any to any port 2222 proto tcp',
        'reject log out from any to any port 25 proto tcp',
        "allow in from any to any port 22 proto tcp comment 'for all' (v6)",
        'limit in from any to any port 2222 proto tcp (v6)',
        'reject log out from any to any port 25 proto tcp (v6)',
      ],
    },
    { call: ['ufw.delete', '2222/tcp', 'action=limit'], value: expect.any(String) },
    { call: ['ufw.app_list'], value: expect.arrayContaining(['SSH', 'WWW Full']) },
    { call: ['ufw.logging', 'low'], value: expect.stringMatching(/enabled/) },
    { call: ['ufw.default', 'deny', 'incoming'], value: expect.stringMatching(/changed to/) },
    { call: ['ufw.reload'], value: expect.stringMatching(/skipping|reloaded/) },
    {
      call: ['ufw.enable', 'check_master=False', 'check=127.0.0.1:9'],
      retcode: 1,
      refused: /nothing was changed/,
      seen: { 'ufw status | head -1': 'Status: inactive\n' },
    },
    {
      call: ['ufw.status'],
      value: {
        active: false,
        enabled: false,
        logging: 'low',
        default: { incoming: 'deny', outgoing: 'allow', routed: 'deny' },
        rules: [],
      },
    },
    { call: ['ufw.disable'], value: expect.stringMatching(/disabled/) },
  ],
};
