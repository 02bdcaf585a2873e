import { readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const recorded = (name: string): string => readFileSync(new URL(`recorded/${name}.txt`, import.meta.url), 'utf8');
const commands = [
  { command: 'pipx --version', answer: '1.1.0\n' },
  { command: 'pipx uninstall none', answer: { exitCode: 1, stdout: 'Nothing to uninstall for none' } },
  { command: /^pipx (?:un)?(?:install|upgrade) /, answer: ({ line }: { line: string }) => ({ stdout: `ran ${line}` }) },
];

describe('pipx', () => {
  specsOf(
    { machine: { commands: [...commands, { command: 'pipx list --json', answer: recorded('pipx-list-json') }] } },
    [
      { call: 'pipx.version', value: '1.1.0' },
      { call: 'pipx.list', value: { 'lab-tool': { version: '2.0', apps: ['lab-tool'] } } },
      {
        call: 'pipx.install',
        positional: ['lab-tool==1.0'],
        named: { force: true, pip_args: ['--no-index', '--find-links /srv/wheels'], python: 'python3.11' },
        value:
          'ran pipx install --force --python python3.11 --pip-args=--no-index --find-links /srv/wheels lab-tool==1.0',
      },
      { call: 'pipx.upgrade', positional: ['lab-tool'], value: 'ran pipx upgrade lab-tool' },
      { call: 'pipx.uninstall', positional: ['lab-tool'], value: 'ran pipx uninstall lab-tool' },
      { call: 'pipx.uninstall', positional: ['none'], refused: ['failed', /^pipx: Nothing to uninstall/] },
      { call: 'pipx.install', positional: ['--x'], refused: ['bad-arguments', /not the name of a package/] },
      { call: 'pipx.list', named: { user: 'nobody-here' }, refused: ['not-found', /no such user/] },
    ],
  );
  specsOf(
    { machine: { commands: [...commands, { command: 'pipx list --json', answer: recorded('pipx-list-json-empty') }] } },
    [{ call: 'pipx.list', value: {} }],
  );
  specsOf({}, [{ call: 'pipx.list', refused: ['not-found', /install the package pipx/] }]);
});
