import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'group',
  prepare: 'useradd tool-member && useradd tool-second && groupadd tool-oldteam',
  states: [
    `tool-team:
  group.present:
    - gid: 2700
    - addusers: [tool-member]
tool-oldteam:
  group.absent: []
`,
    'tool-team:\n  group.present:\n    - gid: 2701\n    - members: [tool-second]\n',
  ],
  seen: {
    'getent group tool-team': 'tool-team:x:2701:tool-second\n',
    'getent group tool-oldteam || echo none': 'none\n',
  },
  verdicts: [
    {
      sls: 'primary:\n  group.absent:\n    - name: tool-member\nstranger:\n  group.present:\n    - name: tool-team\n    - addusers: [none-here]\n',
      results: {
        primary: { result: false, comment: /primary group/ },
        stranger: { result: false, comment: /none-here/ },
      },
    },
  ],
  functions: [
    {
      call: ['group.add', 'tool-ops', 'gid=2710'],
      value: true,
      seen: { 'getent group tool-ops': 'tool-ops:x:2710:\n' },
    },
    { call: ['group.adduser', 'tool-ops', 'tool-member'], value: true },
    { call: ['group.members', 'tool-ops', 'tool-member,tool-second'], value: true },
    { call: ['group.deluser', 'tool-ops', 'tool-member'], value: true },
    { call: ['group.chgid', 'tool-ops', '2711'], value: true },
    {
      call: ['group.info', 'tool-ops'],
      value: { name: 'tool-ops', passwd: '**********', gid: 2711, members: ['tool-second'] },
    },
    { call: ['group.getent'], value: expect.arrayContaining([expect.objectContaining({ name: 'tool-ops' })]) },
    { call: ['group.delete', 'tool-member'], retcode: 1, refused: /primary group/ },
    { call: ['group.delete', 'tool-ops'], value: true, seen: { 'getent group tool-ops || echo none': 'none\n' } },
  ],
};
