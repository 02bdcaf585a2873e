import { describe, expect, it } from '@jest/globals';
import { lintFleet } from './lint-fleet.js';
import { specInput } from './spec-fleet.js';

const formula =
  "instances:\n  - {registry: nodes, assigned: assigned, unique: ['*_TOKEN']}\npillar:\n  secrets: ['*_TOKEN']\n  scope:\n    - {registry: nodes, assigned: assigned}\n";
const key = '0123456789abcdef0123456789abcdef';
const managed = (id: string, path: string, text: string): string =>
  `${id}:\n  file.managed:\n    - name: ${path}\n    - contents: |\n${text.replace(/^(?=.)/gm, '        ')}`;
const unit = managed('unit', '/etc/systemd/system/node@.service', '[Service]\nExecStart=/bin/node %i\n');

/** Defects in the forms in which they are easily missed, with the finding and its place. */
const cases: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  [
    'one key in two branches of a template, each for another minion',
    {
      'pillar/common.sls': `{% if grains.id == 'web1' %}\na:\n  private_key: ${key}\n{% else %}\nb:\n  private_key: ${key.toUpperCase()}\n{% endif %}\n`,
    },
    'lint.same-key pillar/common.sls:6',
  ],
  [
    'one key at one path in two branches of a template',
    {
      'pillar/common.sls': `{% if grains.id == 'web1' %}\na: {seed: ${key}}\n{% else %}\na: {seed: ${key}}\n{% endif %}\n`,
    },
    'lint.same-key pillar/common.sls:4',
  ],
  [
    'a key that an alias repeats',
    { 'pillar/common.sls': `a: &a\n  seed: ${key}\nb: *a\n` },
    'lint.same-key pillar/common.sls:2',
  ],
  [
    'one key twice in a list of keys',
    {
      'pillar/common.sls': `private_keys:\n  - ${key}\n  - 0x${key.toUpperCase()}\n`
        .replace('0x', "'0x")
        .replace(/F\n$/, "F'\n"),
    },
    'lint.same-key pillar/common.sls:3',
  ],
  [
    'one secret twice that its formula declares unique',
    {
      'states/app/formula.yaml': formula,
      'pillar/common.sls': `assigned: [a, b]\nnodes:\n  a:\n    MY_TOKEN: ${key}\n  b:\n    MY_TOKEN: ${key}\n`,
    },
    'lint.same-key pillar/common.sls:6',
  ],
  [
    'secrets that a glob brings, where a grain says so',
    {
      'pillar/common.sls': "include:\n{% if salt['grains.get']('os') == 'Debian' %}\n  - .keys.*\n{% endif %}\n",
      'pillar/keys/one.sls': 'password: x\n',
    },
    'lint.secret-by-grain pillar/common.sls:3',
  ],
  [
    'secrets that are put under a key, where a grain says so',
    {
      'pillar/common.sls': "include:\n{% if grains.os == 'Debian' %}\n  - keys: {key: inner}\n{% endif %}\n",
      'pillar/keys.sls': 'password: x\n',
    },
    'lint.secret-by-grain pillar/common.sls:3',
  ],
  [
    'secrets behind a template that is rendered with functions',
    {
      'pillar/top.sls': "base:\n  '*': [common]\n  'G@os:Debian': [keys]\n",
      'pillar/keys.sls': "{% set x = salt['pillar.get']('y', 1) %}\npassword: x{{ x }}\n",
    },
    'lint.secret-by-grain pillar/top.sls:3',
  ],
  [
    'a value that the instances of both layouts repeat',
    {
      'states/app/formula.yaml': formula,
      'pillar/top.sls': "base:\n  '*': [common]\n  web1: [one]\n  web2: [two]\n",
      'pillar/common.sls': 'nodes:\n  a: {ROLE: x, N: 1}\n  b: {ROLE: x, N: 2}\n',
      'pillar/one.sls': 'assigned: [a, b]\n',
      'pillar/two.sls': 'app:\n  instances:\n    c: {ROLE: x, N: 3}\n',
    },
    'lint.repeated-value pillar/common.sls:2',
  ],
  [
    'an entry that one list names twice',
    {
      'states/app/formula.yaml': formula,
      'pillar/common.sls': 'nodes:\n  a: {N: 1}\n',
      'pillar/top.sls': "base:\n  '*': [common]\n  web1: [one]\n",
      'pillar/one.sls': 'assigned: [a, a]\n',
    },
    'lint.assigned-twice pillar/common.sls:2',
  ],
  [
    'an environment file that a drop-in names',
    {
      'states/web.sls':
        managed('unit', '/etc/systemd/system/x.service.d/env.conf', '[Service]\nEnvironmentFile=-/etc/x/*.conf\n') +
        managed('env', '/etc/x/a.conf', 'A=1 # one\n'),
    },
    'lint.environment-comment states/web.sls:8',
  ],
  [
    'a template that a command means, in quotes and behind another unit',
    { 'states/web.sls': `${unit}a:\n  cmd.run:\n    - name: systemctl stop nginx "node"\n` },
    'lint.template-unit states/web.sls:8',
  ],
];

describe('lint does not overlook', () => {
  it.each(cases)('%s', async (_, files, wanted) => {
    const { findings } = await lintFleet(specInput({ files }));
    expect(findings.map(({ code, at }) => `${code} ${at?.file}:${at?.line}`)).toContain(wanted);
  });
});
