import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const units = '/etc/systemd/system';

export const toolbox: ToolboxModule = {
  module: 'service',
  prepare: `set -e
sleeper() { printf '[Service]\\nExecStart=/bin/sleep infinity\\nExecReload=/bin/true\\n[Install]\\nWantedBy=multi-user.target\\n'; }
for unit in lab-a lab-b@; do sleeper > ${units}/$unit.service; done
sleeper > /usr/lib/systemd/system/lab-c.service
printf '[Service]\\nExecStart=/bin/sh -c "echo no such key; sleep 0.3; exit 3"\\n' > ${units}/lab-dies.service
printf '[Service]\\nExecStart=/bin/sleep infinity\\n' > ${units}/lab-static.service
systemctl daemon-reload`,
  states: [
    `a:
  service.running:
    - name: lab-a
    - enable: True
    - init_delay: 500ms
instances:
  service.running:
    - name: lab-b@one
two:
  service.enabled:
    - name: lab-b@two
c:
  service.masked:
    - name: lab-c
`,
    `c:
  service.unmasked:
    - name: lab-c
two:
  service.disabled:
    - name: lab-b@two
`,
  ],
  verdicts: [
    {
      sls: `dies:
  service.running:
    - name: lab-dies
    - init_delay: 3
misspelt:
  service.running:
    - name: lab-aa
`,
      results: {
        dies: { result: false, comment: /did not stay up: failed\/failed after 3 s\n[^]*no such key/ },
        misspelt: { result: false, comment: /the unit lab-aa does not exist; did you mean lab-a\.service\?/ },
      },
    },
  ],
  seen: { 'systemctl is-active lab-a lab-b@one; systemctl is-enabled lab-a': 'active\nactive\nenabled\n' },
  functions: [
    { call: ['service.status', 'lab-b@*'], value: { 'lab-b@one.service': true } },
    { call: ['service.status', 'lab-aa'], refused: /did you mean lab-a\?/ },
    { call: ['service.available', 'lab-b@any'], value: true },
    { call: ['service.missing', 'lab-nothing'], value: true },
    { call: ['service.enabled', 'lab-a'], value: true },
    { call: ['service.disabled', 'lab-b@two'], value: true },
    { call: ['service.disabled', 'lab-static'], value: false },
    { call: ['service.get_all'], value: expect.arrayContaining(['lab-a', 'lab-b@one', 'lab-static']) },
    { call: ['service.get_enabled'], value: expect.arrayContaining(['lab-a']) },
    { call: ['service.get_disabled'], value: expect.arrayContaining(['lab-c']) },
    { call: ['service.get_running'], value: expect.arrayContaining(['lab-a', 'lab-b@one']) },
    { call: ['service.get_static'], value: expect.arrayContaining(['lab-static']) },
    { call: ['service.execs'], value: expect.objectContaining({ 'lab-a': '/bin/sleep infinity' }) },
    { call: ['service.show', 'lab-a'], value: expect.objectContaining({ ActiveState: 'active', Id: 'lab-a.service' }) },
    { call: ['service.stop', 'lab-a'], value: true, seen: { 'systemctl is-active lab-a || true': 'inactive\n' } },
    { call: ['service.start', 'lab-a'], value: true, seen: { 'systemctl is-active lab-a': 'active\n' } },
    { call: ['service.restart', 'lab-b@*'], value: { 'lab-b@one.service': true } },
    { call: ['service.reload', 'lab-a'], value: true },
    {
      call: ['service.force_reload', 'lab-static'],
      value: true,
      seen: { 'systemctl is-active lab-static': 'active\n' },
    },
    { call: ['service.disable', 'lab-a'], value: true, seen: { 'systemctl is-enabled lab-a || true': 'disabled\n' } },
    { call: ['service.enable', 'lab-a'], value: true, seen: { 'systemctl is-enabled lab-a': 'enabled\n' } },
    { call: ['service.mask', 'lab-c'], value: true },
    { call: ['service.mask', 'lab-a'], refused: /lab-a\.service already exists/ },
    { call: ['service.masked', 'lab-c'], value: true },
    { call: ['service.unmask', 'lab-c'], value: true },
    { call: ['service.systemctl_reload'], value: true },
    { call: ['service.start', 'lab-nothing'], refused: /no unit lab-nothing/ },
  ],
  after: [
    `a:
  service.dead:
    - name: lab-a
    - enable: False
b:
  service.dead:
    - name: lab-b@*
`,
  ],
};
