import { readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import type { MemoryMachine } from '@fleet/platform';
import { specsOf } from '../spec-cases.js';

const recorded = (name: string): string => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');
const empty = '{"name": "lib"}';

function machine(): MemoryMachine {
  let listed = 0;
  return {
    files: { '/srv/app/package.json': '{}' },
    programs: ['npm'],
    commands: [
      { command: 'npm --version', answer: '11.19.1' },
      {
        command: 'npm ls --depth=0 --json --global',
        answer: () => ({ stdout: (listed += 1) % 2 === 1 ? recorded('npm-ls-global.json') : empty }),
      },
      { command: 'npm ls --depth=0 --json', answer: { exitCode: 1, stdout: recorded('npm-ls-project-missing.txt') } },
      {
        command: 'npm install /srv/1.tgz --dry-run --json --global',
        answer: recorded('npm-install-dry-run-same-version.txt'),
      },
      {
        command: 'npm install --registry=http://r /srv/2.tgz --dry-run --json --global',
        answer: recorded('npm-install-dry-run-newer-version.txt'),
      },
      { command: /^npm install none /, answer: { exitCode: 1, stdout: recorded('npm-install-no-such-package.txt') } },
      {
        command: /^npm install broken /,
        answer: { exitCode: 1, stderr: 'npm warn x\nnpm error code EACCES\nnpm error denied' },
      },
      { command: 'npm uninstall lab-tool --json --global', answer: '{"removed": 1}' },
    ],
  };
}

const was = (version: string): object => ({ old: version, new: '' });

describe('npm', () => {
  specsOf({ machine: machine() }, [
    { call: 'npm.version', value: '11.19.1' },
    {
      call: 'npm.list',
      value: { corepack: { version: '0.34.6' }, 'lab-tool': { version: '1.0.0' }, npm: { version: '11.19.1' } },
    },
    { call: 'npm.list', named: { dir: '/srv/app' }, value: {} },
    { call: 'npm.would_install', positional: ['/srv/1.tgz'], value: {} },
    {
      call: 'npm.would_install',
      named: { pkgs: ['/srv/2.tgz'], registry: 'http://r' },
      value: { 'lab-tool': { old: '1.0.0', new: '2.0.0' } },
    },
    { call: 'npm.install', positional: ['/srv/1.tgz'], named: { dry_run: true }, value: {} },
    { call: 'npm.would_install', positional: ['none'], refused: ['failed', /only-if-cached/] },
    {
      call: 'npm.would_install',
      positional: ['broken'],
      refused: ['failed', /^npm: npm error code EACCES\nnpm error denied$/],
    },
    { call: 'npm.install', refused: ['bad-arguments', /say what to install/] },
    { call: 'npm.install', positional: ['--global-style'], refused: ['bad-arguments', /not the name of a package/] },
    { call: 'npm.list', named: { dir: 'app' }, refused: ['bad-arguments', /absolute/] },
    { call: 'npm.list', named: { dir: '/srv/none' }, refused: ['not-found', /no folder/] },
  ]);
  specsOf({ machine: machine() }, [
    {
      call: 'npm.uninstall',
      positional: ['lab-tool'],
      value: { corepack: was('0.34.6'), 'lab-tool': was('1.0.0'), npm: was('11.19.1') },
    },
  ]);
  specsOf({ machine: machine() }, [
    { call: 'npm.uninstall', positional: ['none'], refused: ['not-found', /no package none/] },
  ]);
  specsOf({}, [{ call: 'npm.list', refused: ['not-found', /install the package npm/] }]);
});
