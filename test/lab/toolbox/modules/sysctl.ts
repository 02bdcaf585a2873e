import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

/** A setting of the host's own network, not of the machine's. */
const name = 'net.ipv4.ip_default_ttl';

export const toolbox: ToolboxModule = {
  module: 'sysctl',
  states: [`${name}:\n  sysctl.present:\n    - value: 77\n`],
  seen: { [`sysctl -n ${name}`]: '77\n', 'cat /etc/sysctl.d/99-salt.conf': `${name} = 77\n` },
  functions: [
    { call: ['sysctl.get', name], value: '77' },
    { call: ['sysctl.assign', name, '78'], value: { [name]: '78' }, seen: { [`sysctl -n ${name}`]: '78\n' } },
    {
      call: ['sysctl.persist', name, '79'],
      value: 'Updated',
      seen: { 'cat /etc/sysctl.d/99-salt.conf': `${name} = 79\n` },
    },
    { call: ['sysctl.persist', name, '79'], value: 'Already set' },
    { call: ['sysctl.show', 'config_file=/etc/sysctl.d/99-salt.conf'], value: { [name]: '79' } },
    { call: ['sysctl.show'], value: expect.objectContaining({ [name]: '79' }) },
    { call: ['sysctl.assign', 'no.such', '1'], refused: /no\/such/ },
  ],
};
