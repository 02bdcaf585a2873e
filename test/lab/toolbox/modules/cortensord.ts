import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const formula = (file: string) =>
  readFileSync(new URL(`../../../../states/cortensord/${file}`, import.meta.url), 'utf8');

/** On servers that the formula has set up, `cortensord.lab.spec.ts` proves both. */
export const toolbox: ToolboxModule = {
  module: 'cortensord',
  files: Object.fromEntries(
    ['map.jinja', 'defaults.yaml', 'files/env.jinja'].map((file) => [`cortensord/${file}`, formula(file)]),
  ),
  pillar: { cortensord: { user: 'nobody', instances: { lone: { NODE_PRIVATE_KEY: `0x${'5'.repeat(64)}` } } } },
  prepare: `mkdir -p /opt/cortensor/nodes/left && echo CHAINID=1 > /opt/cortensor/nodes/left/.env-left`,
  functions: [
    { call: ['cortensord.instances'], value: { left: { active: false, enabled: false, directory: true } } },
    {
      call: ['cortensord.doctor'],
      retcode: 1,
      value: {
        '(server)': expect.arrayContaining([
          expect.objectContaining({ check: 'binary', ok: false, message: '/usr/local/bin/cortensord does not exist' }),
          { check: 'stale', ok: true, message: 'not in the pillar, and stopped: left' },
        ]),
        lone: expect.arrayContaining([
          { check: 'kind', ok: true, message: 'an ephemeral node' },
          { check: 'ports', ok: true, message: 'port 8090 (LLM_WORKER_BASE_PORT) is free' },
          expect.objectContaining({ check: 'unit', ok: false, message: 'there is no unit cortensord@lone' }),
        ]),
      },
    },
    { call: ['cortensord.doctor', 'instance=none'], refused: /gives this server no instance none/ },
  ],
};
