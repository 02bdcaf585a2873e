import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'user',
  prepare: 'groupadd --gid 2600 tool-extra && groupadd --gid 2601 tool-other && useradd --create-home tool-gone',
  states: [
    `tool-deploy:
  user.present:
    - uid: 2610
    - fullname: Tool Deploy
    - shell: /bin/sh
    - groups: [tool-extra]
    - password: $6$lab$XyBOFGkYOFJ9YvYcm
    - maxdays: 90
tool-gone:
  user.absent:
    - purge: True
`,
    `tool-deploy:
  user.present:
    - uid: 2610
    - shell: /bin/bash
    - groups: [tool-other]
`,
  ],
  seen: {
    'getent passwd tool-deploy': 'tool-deploy:x:2610:2610:Tool Deploy:/home/tool-deploy:/bin/bash\n',
    'id -nG tool-deploy': 'tool-deploy tool-extra tool-other\n',
    'ls -d /home/tool-gone 2>/dev/null || echo none': 'none\n',
  },
  functions: [
    {
      call: ['user.add', 'tool-ann', 'uid=2620', 'fullname=Ann', 'roomnumber=7', 'groups=tool-extra', 'shell=/bin/sh'],
      value: true,
      seen: { 'getent passwd tool-ann': 'tool-ann:x:2620:2620:Ann,7:/home/tool-ann:/bin/sh\n' },
    },
    { call: ['user.add', 'tool-ann'], retcode: 1, refused: /already/ },
    { call: ['user.chfullname', 'tool-ann', 'Ann B'], value: true },
    { call: ['user.chroomnumber', 'tool-ann', '8'], value: true },
    { call: ['user.chworkphone', 'tool-ann', '1'], value: true },
    { call: ['user.chhomephone', 'tool-ann', '2'], value: true },
    {
      call: ['user.chother', 'tool-ann', 'more'],
      value: true,
      seen: { 'getent passwd tool-ann | cut -d: -f5': 'Ann B,8,1,2,more\n' },
    },
    { call: ['user.chuid', 'tool-ann', '2621'], value: true, seen: { 'id -u tool-ann': '2621\n' } },
    { call: ['user.chgid', 'tool-ann', 'tool-other'], value: true, seen: { 'id -gn tool-ann': 'tool-other\n' } },
    { call: ['user.chshell', 'tool-ann', '/bin/bash'], value: true },
    {
      call: ['user.chhome', 'tool-ann', '/srv/tool-ann', 'persist=True'],
      value: true,
      seen: { 'ls -d /srv/tool-ann; ls -d /home/tool-ann 2>/dev/null || echo moved': '/srv/tool-ann\nmoved\n' },
    },
    {
      call: ['user.chgroups', 'tool-ann', 'tool-extra'],
      value: true,
      seen: { 'id -nG tool-ann': 'tool-other tool-extra\n' },
    },
    { call: ['user.chgroups', 'tool-ann', 'none-here'], retcode: 1, refused: /no group none-here/ },
    { call: ['user.rename', 'tool-ann', 'tool-anna'], value: true },
    {
      call: ['user.info', 'tool-anna'],
      value: {
        gid: 2601,
        groups: ['tool-extra', 'tool-other'],
        home: '/srv/tool-ann',
        name: 'tool-anna',
        passwd: '**********',
        shell: '/bin/bash',
        uid: 2621,
        fullname: 'Ann B',
        roomnumber: '8',
        workphone: '1',
        homephone: '2',
        other: 'more',
      },
    },
    { call: ['user.list_groups', 'tool-anna'], value: ['tool-extra', 'tool-other'] },
    { call: ['user.primary_group', 'tool-anna'], value: 'tool-other' },
    { call: ['user.list_users'], value: expect.arrayContaining(['root', 'tool-anna', 'tool-deploy']) },
    {
      call: ['user.getent'],
      value: expect.arrayContaining([expect.objectContaining({ name: 'tool-anna', roomnumber: '8' })]),
    },
    { call: ['user.delete', 'root'], retcode: 1, refused: /not to be removed/ },
    {
      call: ['user.delete', 'tool-anna', 'remove=True'],
      value: true,
      seen: { 'getent passwd tool-anna || echo none': 'none\n' },
    },
  ],
  verdicts: [
    {
      sls: `taken:
  user.present:
    - name: tool-new
    - uid: 2610
ungrouped:
  user.present:
    - name: tool-new
    - groups: [none-here]
busy:
  cmd.run:
    - name: systemd-run --quiet --unit=tool-busy --uid=tool-deploy sleep 600 && until pgrep -u tool-deploy sleep; do sleep 0.1; done
leaves:
  user.absent:
    - name: tool-deploy
    - require:
      - cmd: busy
ends:
  cmd.run:
    - name: systemctl stop tool-busy
`,
      results: {
        taken: { result: false, comment: /2610/ },
        ungrouped: { result: false, comment: /none-here/ },
        busy: { result: true },
        leaves: { result: false, comment: /tool-deploy/ },
        ends: { result: true },
      },
    },
  ],
  after: ['tool-deploy:\n  user.absent:\n    - purge: True\n    - force: True\n'],
};
