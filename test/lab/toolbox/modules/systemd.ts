import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const units = '/etc/systemd/system';

export const toolbox: ToolboxModule = {
  module: 'systemd',
  prepare: `set -e
printf '[Service]\\nExecStart=/bin/sleep infinity\\n' > ${units}/lab-own.service
printf '[Service]\\nExecStart=/bin/false\\n' > ${units}/lab-fails.service
systemctl daemon-reload && systemctl start lab-own && ! systemctl start --wait lab-fails`,
  files: { 'lab-tree@.service': '[Service]\nExecStart=/bin/sleep {{ time }}\n[Install]\nWantedBy=multi-user.target\n' },
  states: [
    `lab-made.service:
  systemd.unit:
    - sections:
        Unit:
          Description: Made of its sections
        Service:
          Type: oneshot
          ExecStart: [/bin/true, /bin/echo done]
          RemainAfterExit: True
lab-tree@.service:
  systemd.unit:
    - source: salt://lab-tree@.service
    - template: jinja
    - context: {time: infinity}
lab-own.service.d/limits.conf:
  systemd.unit:
    - contents: |
        [Service]
        LimitNOFILE=4321
lab-timed:
  systemd.unit:
    - sections: {Service: {Type: oneshot, ExecStart: /bin/touch /run/lab-timed}}
timed:
  systemd.timer:
    - name: lab-timed
    - on_calendar: ['*-*-* 03:00', 'Mon 04:00']
    - persistent: True
    - randomized_delay: 10min
`,
    `lab-made.service:
  systemd.unit:
    - contents: |
        [Service]
        ExecStart=/bin/sleep infinity
timed:
  systemd.timer:
    - name: lab-timed
    - on_boot_sec: 1d
    - on_unit_active_sec: 2h
`,
  ],
  verdicts: [
    {
      sls: `typo:
  systemd.unit:
    - name: lab-typo
    - contents: "[Service]\\nExecStart=/bin/true\\nRestrat=always\\n"
program:
  systemd.unit:
    - name: lab-program
    - sections: {Service: {ExecStart: /no/such/program}}
drop-in:
  systemd.unit:
    - name: lab-own.service.d/typo.conf
    - contents: "[Service]\\nLimitNOFILE=many\\n"
time:
  systemd.timer:
    - name: lab-timed
    - on_calendar: someday
`,
      results: {
        typo: { result: false, comment: /Unknown key 'Restrat' in section \[Service\]/ },
        program: { result: false, comment: /\/no\/such\/program is not executable/ },
        'drop-in': { result: false, comment: /typo\.conf:2: Failed to parse/ },
        time: { result: false, comment: /Failed to parse calendar specification 'someday'/ },
      },
    },
  ],
  seen: {
    [`stat -c '%a %U' ${units}/lab-made.service ${units}/lab-own.service.d/limits.conf`]: '644 root\n644 root\n',
    [`ls ${units} | grep -c -e typo -e lab-program || true`]: '0\n',
    'systemctl show --value -p LimitNOFILE,NeedDaemonReload lab-own': '4321\nno\n',
    'systemctl is-active lab-timed.timer; systemctl is-enabled lab-timed.timer': 'active\nenabled\n',
    'systemctl start lab-tree@x && systemctl is-active lab-tree@x': 'active\n',
  },
  functions: [
    { call: ['systemd.daemon_reload'], value: true },
    {
      call: ['systemd.show', 'lab-own', 'properties=ActiveState,LimitNOFILE'],
      value: { ActiveState: 'active', LimitNOFILE: '4321' },
    },
    { call: ['systemd.cat', 'lab-own'], value: expect.stringContaining('LimitNOFILE=4321') },
    { call: ['systemd.verify', 'lab-made'], value: { valid: true, messages: [] } },
    {
      call: ['systemd.verify', 'lab-odd', 'contents=[Unit]\nDescription=x'],
      retcode: 1,
      value: { valid: false, messages: expect.arrayContaining([expect.stringContaining('no ExecStart=')]) },
    },
    {
      call: ['systemd.list_units', 'lab-f*', 'state=failed'],
      value: { 'lab-fails.service': expect.objectContaining({ load: 'loaded', active: 'failed', sub: 'failed' }) },
    },
    { call: ['systemd.list_dependencies', 'lab-own'], value: expect.arrayContaining(['sysinit.target']) },
    {
      call: ['systemd.list_dependencies', 'lab-timed.timer', 'reverse=True'],
      value: expect.arrayContaining(['timers.target']),
    },
    { call: ['systemd.is_system_running'], value: expect.stringMatching(/^(degraded|running|starting)$/) },
    {
      call: ['systemd.reset_failed', 'lab-fails'],
      value: true,
      seen: { 'systemctl is-failed lab-fails || true': 'inactive\n' },
    },
    {
      call: ['systemd.analyze_blame'],
      value: expect.objectContaining({ 'systemd-journald.service': expect.stringMatching(/s$/) }),
    },
  ],
  after: [
    `timer:
  systemd.timer_absent:
    - name: lab-timed
template:
  systemd.unit_absent:
    - name: lab-tree@.service
drop-in:
  systemd.unit_absent:
    - name: lab-own.service.d/limits.conf
`,
  ],
};
