import { describe, expect, it } from '@jest/globals';
import { lintFleet } from './lint-fleet.js';
import { specInput, type SpecFleet } from './spec-fleet.js';

const formula =
  'instances:\n  - {registry: nodes, assigned: assigned, ports: ["*_PORT"]}\npillar:\n  scope:\n    - {registry: nodes, assigned: assigned}\n';
const twoServers = {
  'states/app/formula.yaml': formula,
  'pillar/top.sls': "base:\n  '*': [common]\n  web1: [one]\n  web2: [two]\n",
  'pillar/common.sls': 'nodes:\n  n1: {A_PORT: 1}\n  n2: {A_PORT: 2}\n',
  'pillar/one.sls': 'assigned: [n1]\n',
  'pillar/two.sls': 'assigned: [n2]\n',
};
const managed = (path: string, text: string): string =>
  `f:\n  file.managed:\n    - name: ${path}\n    - contents: |\n${text.replace(/^(?=.)/gm, '        ')}`;
const unit = managed('/etc/systemd/system/node@.service', '[Service]\nExecStart=/bin/node %i\n');

/** Each is as it should be: the findings are those that are named, if any. */
const cases: readonly (readonly [string, SpecFleet, readonly string[]])[] = [
  [
    'a pillar file that nobody gets, and that calls a function',
    { files: { 'pillar/old.sls': "{% set x = salt['grains.get']('os') %}\nb: {{ x }}\n" } },
    ['lint.unused-pillar'],
  ],
  [
    'a value that begins with #, or has it behind a backslash or inside of a word',
    { files: { 'states/web.sls': managed('/opt/.env', 'COLOUR=#ff0000\nTOKEN=a#b\nNAME=a\\ #b\n') } },
    [],
  ],
  [
    'drop-ins for all units of a kind, and for kinds of units that are not known here',
    {
      files: {
        'states/web.sls': [
          managed('/etc/systemd/system/timer.d/a.conf', '[Timer]\nAccuracySec=1min\n'),
          managed('/etc/systemd/system/service.d/a.conf', '[Service]\nExecSearchPath=/opt/bin\n').replace('f:', 'g:'),
          managed('/etc/systemd/system/dev-sda.swap.d/a.conf', '[Swap]\nPriority=1\n').replace('f:', 'h:'),
        ].join(''),
      },
    },
    [],
  ],
  [
    'a command for instances of a template',
    {
      files: {
        'states/web.sls': `${unit}a:\n  cmd.run:\n    - name: systemctl start node@$i\nb:\n  cmd.run:\n    - name: systemctl stop 'node@*'\nc:\n  cmd.run:\n    - name: systemctl stop node@{1..3} node@* # all of node\nd:\n  cmd.run:\n    - name: systemctl disable node@\n`,
      },
    },
    [],
  ],
  [
    'an entry whose server has a broken pillar, or is not listed',
    { files: { ...twoServers, 'pillar/two.sls': 'assigned: [n2]\n\tx: 1\n' } },
    ['yaml.tab'],
  ],
  ['an entry whose server is not listed', { files: twoServers, minions: ['web1', 'web3'] }, ['lint.target-unmatched']],
  [
    'a directory that two states want alike',
    {
      files: {
        'states/web.sls':
          "a:\n  file.directory:\n    - name: /etc/x\n    - user: root\nb:\n  file.directory:\n    - name: /etc/x\n    - mode: '0755'\n",
      },
    },
    [],
  ],
  [
    'a file that is removed on some condition',
    {
      files: {
        'states/web.sls':
          'a:\n  file.managed:\n    - name: /etc/x\n    - contents: x\nb:\n  file.absent:\n    - name: /etc/x\n    - onlyif: test -e /etc/y\n',
      },
    },
    [],
  ],
  [
    'a secret for an id, asked through a function',
    {
      files: {
        'pillar/common.sls': "{% if salt['grains.get']('id') == 'web1' %}\nmy_private_key: abcdefgh\n{% endif %}\n",
      },
    },
    [],
  ],
  [
    'a port that one file sets twice',
    {
      files: {
        ...twoServers,
        'states/web.sls': managed('/opt/n1/.env', 'A_PORT=80\nA_PORT=80\n'),
      },
    },
    ['lint.environment-twice'],
  ],
  [
    'one key in a file that several minions read, each in its own form',
    { files: { 'pillar/common.sls': 'of_{{ grains.id }}:\n  private_key: 0123456789abcdef0123\n' } },
    [],
  ],
  [
    'a part of a formula that compiles where it is included only',
    {
      files: {
        'states/app/init.sls': 'include: [.config, .service]\n',
        'states/app/config.sls': 'conf:\n  test.nop: []\n',
        'states/app/service.sls': 'run:\n  test.nop:\n    - require:\n      - test: conf\n',
      },
    },
    ['lint.unused-sls'],
  ],
  ['what direnv reads', { files: { 'states/web.sls': managed('/home/x/.envrc', 'export A=1\n') } }, []],
];

describe('lint says nothing of', () => {
  it.each(cases)('%s', async (_, fleet, wanted) => {
    const { findings } = await lintFleet(specInput(fleet));
    expect([...new Set(findings.map(({ code }) => code))]).toEqual(wanted);
  });
});
