import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'timer',
  prepare: `set -e
printf '[Service]\\nType=oneshot\\nExecStart=/bin/touch /run/lab-tick\\n' > /etc/systemd/system/lab-tick.service
printf '[Unit]\\nDescription=Ticks\\n[Timer]\\nOnCalendar=*-*-* 03:00\\nOnBootSec=300d\\nPersistent=yes\\n[Install]\\nWantedBy=timers.target\\n' > /etc/systemd/system/lab-tick.timer
systemctl daemon-reload && systemctl -q enable lab-tick.timer`,
  functions: [
    { call: ['timer.start', 'lab-tick'], value: true, seen: { 'systemctl is-active lab-tick.timer': 'active\n' } },
    {
      call: ['timer.show', 'lab-tick'],
      value: {
        unit: 'lab-tick.service',
        description: 'Ticks',
        active: true,
        enabled: true,
        next: expect.stringMatching(/03:00:00/),
        last: expect.any(String),
        result: 'success',
        persistent: true,
        when: expect.arrayContaining(['OnCalendar=*-*-* 03:00:00', expect.stringMatching(/^OnBootSec=/)]),
      },
    },
    { call: ['timer.list', 'lab-*'], value: { 'lab-tick.timer': expect.objectContaining({ active: true }) } },
    { call: ['timer.show', 'lab-tikc'], refused: /did you mean lab-tick\.timer\?/ },
    {
      call: ['timer.stop', 'lab-tick.timer'],
      value: true,
      seen: { 'systemctl is-active lab-tick.timer || true': 'inactive\n' },
    },
  ],
};
