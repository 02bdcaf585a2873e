import { expect } from '@jest/globals';
import { labWheels } from '../wheels.js';
import type { ToolboxModule } from '../toolbox.js';

const links = ['no_index=True', 'find_links=/srv/wheels', 'bin_env=/srv/venv'] as const;

export const toolbox: ToolboxModule = {
  module: 'pip',
  packages: ['python3-pip', 'python3-venv'],
  prepare: `${labWheels}\npython3 -m venv /srv/venv`,
  states: [
    `lab-tool<2:
  pip.installed:
    - bin_env: /srv/venv
    - no_index: True
    - find_links: /srv/wheels
`,
    `lab_tool:
  pip.installed:
    - upgrade: True
    - bin_env: /srv/venv
    - no_index: True
    - find_links: /srv/wheels
`,
    'Lab.Tool:\n  pip.removed:\n    - bin_env: /srv/venv\n',
  ],
  verdicts: [
    {
      sls: `of the system:
  pip.installed:
    - name: lab-tool
    - no_index: True
    - find_links: /srv/wheels
unknown:
  pip.installed:
    - name: no-such-thing
    - no_index: True
    - bin_env: /srv/venv
nowhere:
  pip.installed:
    - name: lab-tool
    - bin_env: /srv/none
`,
      results: {
        'of the system': { result: false, comment: /PEP 668/ },
        unknown: { result: false, comment: /No matching distribution/ },
        nowhere: { result: false, comment: /no \/srv\/none/ },
      },
    },
  ],
  functions: [
    { call: ['pip.version', '/srv/venv'], value: expect.stringMatching(/^\d+\./) },
    { call: ['pip.would_install', 'lab-tool==1.0', ...links], value: { 'lab-tool': { old: '', new: '1.0' } } },
    {
      call: ['pip.install', 'lab-tool==1.0', ...links],
      value: expect.stringMatching(/Successfully installed lab-tool-1.0/),
      seen: { '/srv/venv/bin/lab-tool': 'lab-tool 1.0\n' },
    },
    { call: ['pip.list', 'lab', 'bin_env=/srv/venv'], value: { 'lab-tool': '1.0' } },
    { call: ['pip.freeze', '/srv/venv'], value: ['lab-tool==1.0'] },
    { call: ['pip.is_installed', 'lab_tool', 'bin_env=/srv/venv'], value: true },
    {
      call: ['pip.uninstall', 'lab-tool', 'bin_env=/srv/venv'],
      value: expect.stringMatching(/Successfully uninstalled/),
    },
    { call: ['pip.is_installed', 'lab_tool', 'bin_env=/srv/venv'], value: false },
  ],
  skipped: { 'pip.list_upgrades': 'it asks an index, which the lab has not; its answer is recorded' },
};
