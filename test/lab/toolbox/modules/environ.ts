import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'environ',
  verdicts: [
    {
      // Each call is a process of its own, so that the variable is new each time; the file is not.
      sls: `proxy:
  environ.setenv:
    - name: LAB_PROXY
    - value: http://proxy.lab:3128
    - permanent: True
seen by commands:
  cmd.run:
    - name: printenv LAB_PROXY > /root/kept/lab-proxy
    - require:
      - environ: proxy
`,
      results: { proxy: { result: true }, 'seen by commands': { result: true } },
    },
  ],
  seen: {
    'cat /root/kept/lab-proxy': 'http://proxy.lab:3128\n',
    'grep LAB_PROXY /etc/environment': 'LAB_PROXY="http://proxy.lab:3128"\n',
  },
  functions: [
    { call: ['environ.setval', 'LAB', 'one'], value: 'one' },
    { call: ['environ.setenv', '{"LAB": "one"}'], value: { LAB: 'one' } },
    { call: ['environ.get', 'PATH'], value: expect.stringContaining('/bin') },
    { call: ['environ.has_value', 'LAB'], value: false },
    { call: ['environ.item', 'LAB'], value: { LAB: '' } },
    { call: ['environ.items'], value: expect.objectContaining({ PATH: expect.any(String) }) },
  ],
};
