import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'system',
  ownHost: true,
  states: ['lab-web1.example.org:\n  system.hostname: []\n'],
  verdicts: [
    {
      sls: "wrong:\n  system.hostname:\n    - name: 'a b'\n",
      results: { wrong: { result: false, comment: /not the name of a host/ } },
    },
  ],
  seen: { hostname: 'lab-web1.example.org\n', 'cat /etc/hostname': 'lab-web1.example.org\n' },
  functions: [
    { call: ['system.get_computer_name'], value: 'lab-web1.example.org' },
    {
      call: ['system.set_computer_name', 'lab-web2'],
      value: true,
      seen: { hostname: 'lab-web2\n', 'cat /etc/hostname': 'lab-web2\n' },
    },
    { call: ['system.get_computer_desc'], value: false },
    { call: ['system.set_computer_desc', 'Rack "3"'], value: true },
    { call: ['system.get_computer_desc'], value: 'Rack "3"', seen: { 'hostnamectl status --pretty': 'Rack "3"\n' } },
    { call: ['system.get_system_date_time'], value: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) },
    { call: ['system.get_system_date'], value: expect.stringMatching(/^\w{3} \d\d\/\d\d\/\d{4}$/) },
    { call: ['system.get_system_time'], value: expect.stringMatching(/^\d\d:\d\d:\d\d [AP]M$/) },
    { call: ['system.has_settable_hwclock'], value: expect.any(Boolean) },
    { call: ['system.set_system_time', 'noon'], refused: /write the time/ },
  ],
  skipped: {
    'system.set_system_time':
      'a host of the lab shares the clock of the machine: setting it would set everybody’s; a wrong time is refused',
    'system.set_system_date': 'a host of the lab shares the clock of the machine',
    'system.set_system_date_time': 'a host of the lab shares the clock of the machine',
    'system.reboot': 'proved in minion-services.lab.spec.ts, which boots the host again',
    'system.shutdown': 'it would end the host that the other cases run on',
    'system.poweroff': 'it would end the host that the other cases run on',
    'system.halt': 'it would end the host that the other cases run on',
  },
};
