import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'logrotate',
  packages: ['logrotate'],
  prepare: `printf '# of the app\\n/var/log/app.log {\\n    weekly\\n    missingok\\n    rotate 1 # few\\n}\\n' > /etc/logrotate.d/app`,
  states: [
    `keep:
  logrotate.set:
    - key: rotate
    - value: 7
of the app:
  logrotate.set:
    - key: /var/log/app.log
    - value: rotate
    - setting: 3
of another:
  logrotate.set:
    - key: /var/log/other.log
    - value: missingok
    - setting: True
`,
  ],
  verdicts: [
    {
      sls: `nonsense:
  logrotate.set:
    - key: rotate
    - value: often
`,
      results: {
        nonsense: { result: false, comment: /left as it is, for logrotate says: bad rotation count 'often'/ },
      },
    },
  ],
  seen: {
    'grep -E "^ *rotate" /etc/logrotate.conf /etc/logrotate.d/app':
      '/etc/logrotate.conf:rotate 7\n/etc/logrotate.d/app:    rotate 3\n',
    'head -1 /etc/logrotate.d/app; logrotate -d /etc/logrotate.conf 2>&1 | grep -c "^error:" || true':
      '# of the app\n0\n',
    'logrotate -d /etc/logrotate.conf 2>&1 | grep "rotating pattern: /var/log/app.log"':
      'rotating pattern: /var/log/app.log  weekly (3 rotations)\n',
  },
  functions: [
    {
      call: ['logrotate.show_conf'],
      value: expect.objectContaining({ rotate: 7, '/var/log/app.log': { weekly: true, missingok: true, rotate: 3 } }),
    },
    { call: ['logrotate.get', 'rotate'], value: 7 },
    { call: ['logrotate.get', '/var/log/app.log', 'rotate'], value: 3 },
    {
      call: ['logrotate.set', '/var/log/app.log', 'rotate', '5'],
      value: true,
      seen: { 'grep rotate /etc/logrotate.d/app': '    rotate 5\n' },
    },
    { call: ['logrotate.set', '/var/log/app.log', 'rotat', '5'], refused: /unknown option 'rotat'/ },
  ],
};
