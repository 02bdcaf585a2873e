import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'hosts',
  functions: [
    {
      call: ['hosts.add_host', '10.67.0.5', 'lab-fn'],
      value: true,
      seen: { 'grep 10.67.0.5 /etc/hosts': '10.67.0.5\tlab-fn\n' },
    },
    { call: ['hosts.add_host', '10.67.0.5', 'lab-fn2'], value: true },
    { call: ['hosts.has_pair', '10.67.0.5', 'lab-fn2'], value: true },
    { call: ['hosts.get_ip', 'lab-fn2'], value: '10.67.0.5' },
    { call: ['hosts.get_alias', '10.67.0.5'], value: ['lab-fn', 'lab-fn2'] },
    { call: ['hosts.list_hosts'], value: expect.objectContaining({ '10.67.0.5': { aliases: ['lab-fn', 'lab-fn2'] } }) },
    {
      call: ['hosts.set_host', '10.67.0.5', 'lab-three'],
      value: true,
      seen: { 'getent hosts lab-three': '10.67.0.5       lab-three\n' },
    },
    {
      call: ['hosts.rm_host', '10.67.0.5', 'lab-three'],
      value: true,
      seen: { 'grep -c 10.67.0.5 /etc/hosts || true': '0\n' },
    },
    { call: ['hosts.add_host', 'ten', 'x'], refused: /not an IP address/ },
  ],
};
