import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const formula = (file: string) =>
  readFileSync(new URL(`../../../../states/cortensord/${file}`, import.meta.url), 'utf8');
const files = ['map.jinja', 'defaults.yaml', 'files/env.jinja', 'instances.jinja'];

export const toolbox: ToolboxModule = {
  module: 'instances',
  files: {
    ...Object.fromEntries(files.map((file) => [`cortensord/${file}`, formula(file)])),
    'cortensord/formula.yaml':
      'instances: {registry: cortensord_nodes, assigned: cortensord_assigned_nodes, unit: lab-node@.service, wanted: instances.jinja}\n',
  },
  pillar: { cortensord: { nodes_dir: '/opt/lab-nodes', instances: { lone: { CHAINID: 7 } } } },
  prepare: `mkdir -p /opt/lab-nodes/lone; echo 'CHAINID=8' > /opt/lab-nodes/lone/.env-lone
cat > /etc/systemd/system/lab-node@.service <<'X'
[Service]
ExecStart=/usr/bin/python3 -m http.server 18%i --bind 127.0.0.1
X
systemctl daemon-reload; systemctl start lab-node@099
for try in $(seq 300); do ss -H -l -t -n | grep -q :18099 && break; sleep 0.1; done`,
  functions: [
    {
      call: ['instances.list', 'cortensord'],
      value: [
        expect.objectContaining({
          instance: '099',
          unit: 'lab-node@099.service',
          state: 'running',
          restarts: 0,
          ports: [18_099],
          memory: expect.any(Number),
          since: expect.stringMatching(/^20/),
          wanted: false,
          drift: null,
        }),
        expect.objectContaining({
          instance: 'lone',
          state: 'stopped',
          wanted: true,
          drift: expect.arrayContaining(['~CHAINID', '-NODE_PRIVATE_KEY']),
        }),
      ],
    },
    { call: ['instances.list', 'no-such-formula'], value: [] },
    { call: ['instances.list', 'web/../etc'], refused: /no name of a formula/ },
  ],
};
