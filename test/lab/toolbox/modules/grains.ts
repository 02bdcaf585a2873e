import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const own = 'cat /root/toolbox/grains/minion/etc/fleet/grains';

export const toolbox: ToolboxModule = {
  module: 'grains',
  states: [
    `site:rack:
  grains.present:
    - value: 7
roles:
  grains.list_present:
    - value: [web, router, old]
`,
    `more:
  grains.append:
    - name: roles
    - value: miner
    - require:
      - grains: less
less:
  grains.list_absent:
    - name: roles
    - value: old
`,
  ],
  seen: { [own]: 'site:\n  rack: 7\nroles:\n- web\n- router\n- miner\n' },
  functions: [
    { call: ['grains.get', 'site:rack'], value: 7 },
    { call: ['grains.fetch', 'site:rack'], value: 7 },
    { call: ['grains.item', 'roles', 'none'], value: { roles: ['web', 'router', 'miner'], none: '' } },
    { call: ['grains.items'], value: expect.objectContaining({ os_family: 'Debian', id: 'toolbox' }) },
    { call: ['grains.ls'], value: expect.arrayContaining(['roles', 'site', 'kernel']) },
    { call: ['grains.keys'], value: expect.arrayContaining(['roles', 'kernel']) },
    { call: ['grains.has_value', 'site:rack'], value: true },
    { call: ['grains.equals', 'site:rack', '7'], value: true },
    { call: ['grains.filter_by', '{Debian: yes it is}'], value: 'yes it is' },
    { call: ['grains.set', 'site:room', 'b'], value: { result: true, changes: { 'site:room': 'b' }, comment: '' } },
    { call: ['grains.set', 'site', 'x'], value: expect.objectContaining({ result: false }), retcode: 1 },
    { call: ['grains.append', 'roles', 'db'], value: { roles: ['web', 'router', 'miner', 'db'] } },
    { call: ['grains.remove', 'roles', 'web'], value: { roles: ['router', 'miner', 'db'] } },
    { call: ['grains.setval', 'plain', '1'], value: { plain: 1 } },
    { call: ['grains.setvals', '{a: 1, b: 2}'], value: { a: 1, b: 2 } },
    { call: ['grains.delval', 'a'], value: true },
    {
      call: ['grains.delkey', 'b'],
      value: true,
      seen: { [own]: 'site:\n  rack: 7\n  room: b\nroles:\n- router\n- miner\n- db\nplain: 1\na: null\n' },
    },
  ],
  after: [
    `plain:
  grains.absent:
    - destructive: true
roles:
  grains.absent:
    - destructive: true
    - force: true
`,
  ],
};
