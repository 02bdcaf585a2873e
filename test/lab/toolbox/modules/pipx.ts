import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';
import { labWheels } from '../wheels.js';

export const toolbox: ToolboxModule = {
  module: 'pipx',
  packages: ['pipx', 'python3-venv'],
  prepare: `${labWheels}\nuseradd --create-home tool-pipx`,
  states: [
    `lab-tool:
  pipx.installed:
    - version: '1.0'
    - pip_args: ['--no-index', '--find-links /srv/wheels']
`,
    `lab-tool:
  pipx.installed:
    - version: '2.0'
    - pip_args: ['--no-index', '--find-links /srv/wheels']
`,
  ],
  seen: { '/root/.local/bin/lab-tool': 'lab-tool 2.0\n' },
  functions: [
    { call: ['pipx.version'], value: expect.stringMatching(/^\d+\./) },
    { call: ['pipx.list'], value: { 'lab-tool': { version: '2.0', apps: ['lab-tool'] } } },
    { call: ['pipx.upgrade', 'lab-tool'], value: expect.stringMatching(/already at latest version/) },
    {
      call: ['pipx.install', '/srv/wheels/lab_tool-1.0-py3-none-any.whl', 'user=tool-pipx', 'pip_args=--no-index'],
      value: expect.stringMatching(/installed package lab-tool 1.0/),
    },
    { call: ['pipx.uninstall', 'lab-tool', 'user=tool-pipx'], value: expect.stringMatching(/uninstalled/) },
    { call: ['pipx.uninstall', 'lab-tool', 'user=tool-pipx'], retcode: 1, refused: /Nothing to uninstall/ },
  ],
  after: ['lab-tool:\n  pipx.absent: []\n'],
};
