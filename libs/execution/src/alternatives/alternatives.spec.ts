import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

/** As `update-alternatives --query awk` and its kin answer on Debian 12. */
const queried = `Name: awk
Link: /usr/bin/awk
Slaves:
 awk.1.gz /usr/share/man/man1/awk.1.gz
Status: auto
Best: /usr/bin/mawk
Value: /usr/bin/mawk

Alternative: /usr/bin/mawk
Priority: 5
Slaves:
 awk.1.gz /usr/share/man/man1/mawk.1.gz
`;
const displayed = 'awk - auto mode\n  link best version is /usr/bin/mawk';
const none = { exitCode: 2, stderr: 'update-alternatives: error: no alternatives for nope' };
const set = 'update-alternatives: using /usr/bin/gawk to provide /usr/bin/awk (awk) in manual mode';

describe('alternatives', () => {
  specsOf(
    {
      machine: {
        files: { '/usr/bin/gawk': '' },
        commands: [
          { command: 'update-alternatives --query awk', answer: { stdout: queried } },
          { command: 'update-alternatives --query nope', answer: none },
          { command: 'update-alternatives --display awk', answer: { stdout: displayed } },
          { command: 'update-alternatives --display nope', answer: none },
          { command: 'update-alternatives --set awk /usr/bin/gawk', answer: { stdout: set } },
          {
            command: 'update-alternatives --set awk /usr/bin/nope',
            answer: {
              exitCode: 2,
              stderr: 'update-alternatives: error: alternative /usr/bin/nope for awk not registered; not setting',
            },
          },
          { command: 'update-alternatives --auto awk', answer: {} },
          { command: 'update-alternatives --remove awk /usr/bin/gawk', answer: {} },
          { command: 'update-alternatives --install /usr/bin/awk awk /usr/bin/gawk 50', answer: { stdout: set } },
        ],
      },
    },
    [
      { call: 'alternatives.display', positional: ['awk'], value: displayed },
      { call: 'alternatives.display', positional: ['nope'], refused: ['failed', /no alternatives for nope/] },
      { call: 'alternatives.show_current', positional: ['awk'], value: '/usr/bin/mawk' },
      { call: 'alternatives.show_current', positional: ['nope'], value: false },
      { call: 'alternatives.show_link', positional: ['awk'], value: '/usr/bin/awk' },
      { call: 'alternatives.show_link', positional: ['nope'], value: false },
      { call: 'alternatives.check_exists', positional: ['awk', '/usr/bin/mawk'], value: true },
      { call: 'alternatives.check_exists', positional: ['awk', '/usr/bin/ma'], value: false },
      { call: 'alternatives.check_installed', positional: ['awk', '/usr/bin/mawk'], value: true },
      { call: 'alternatives.check_installed', positional: ['nope', '/usr/bin/mawk'], value: false },
      { call: 'alternatives.set', positional: ['awk', '/usr/bin/gawk'], value: set },
      { call: 'alternatives.set', positional: ['awk', '/usr/bin/nope'], refused: ['failed', /not registered/] },
      { call: 'alternatives.set', positional: ['--all', '/usr/bin/gawk'], refused: ['bad-arguments', /not the name/] },
      { call: 'alternatives.set', positional: ['awk', '--force'], refused: ['bad-arguments', /not an absolute path/] },
      { call: 'alternatives.auto', positional: ['awk'], value: '' },
      { call: 'alternatives.remove', positional: ['awk', '/usr/bin/gawk'], value: '' },
      { call: 'alternatives.install', positional: ['awk', '/usr/bin/awk', '/usr/bin/gawk', 50], value: set },
      {
        call: 'alternatives.install',
        positional: ['awk', '/usr/bin/awk', '/usr/bin/none', 50],
        refused: ['not-found', /does not exist/],
      },
    ],
  );
});
