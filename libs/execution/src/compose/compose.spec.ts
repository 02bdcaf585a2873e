import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect } from '@jest/globals';
import type { CommandScript, MemoryMachine } from '@fleet/platform';
import { specsOf } from '../spec-cases.js';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../../../containers/fixtures');
const recorded = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const containers = JSON.parse(recorded('docker-28.2.2-container-inspect.json')) as { Id: string; Name: string }[];
const web = containers.find(({ Name }) => Name === '/app_web_1');
const file = '/srv/app/docker-compose.yml';

function machine(program: 'docker-compose' | 'docker compose'): MemoryMachine {
  const named = program === 'docker-compose' ? ' -p app' : '';
  const words = `${program} -f ${file}${named}`;
  const commands: CommandScript[] = [
    {
      command: 'docker compose version --short',
      answer: program === 'docker compose' ? 'v2.27.0' : { exitCode: 125, stderr: 'unknown flag: --short' },
    },
    { command: 'docker-compose version --short', answer: '1.29.2' },
    {
      command: `${words} config`,
      answer: `${program === 'docker compose' ? 'name: app\n' : ''}${recorded('docker-compose-1.29.2-config.yaml')}`,
    },
    { command: `${program}${named} config`, answer: `name: app\n${recorded('docker-compose-1.29.2-config.yaml')}` },
    {
      command: /bad\.yml .*config$|bad\.yml config$/,
      answer: { exitCode: 1, stderr: "Unsupported config option for services.a: 'imag'" },
    },
    {
      command: 'docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=app',
      answer: web?.Id ?? '',
    },
    { command: `docker container inspect ${web?.Id ?? ''}`, answer: JSON.stringify([web]) },
    {
      command: `${words} up --detach --no-deps --force-recreate --remove-orphans --build web`,
      answer: { stderr: 'Recreating app_web_1 ... done' },
    },
    { command: `${words} down --volumes --remove-orphans`, answer: { stderr: 'Removing app_web_1 ... done' } },
    { command: new RegExp(`${program} .*(restart|start|stop|pull --quiet) web$`), answer: { stderr: 'web ... done' } },
    {
      command: `${words} pull --quiet`,
      answer: { exitCode: 1, stderr: 'ERROR: for web  Get "https://registry-1.docker.io/v2/": network is unreachable' },
    },
    { command: `${words} logs --no-color --tail=5 --timestamps web`, answer: 'web_1  | hello\n' },
  ];
  return { files: { [file]: 'services: {}', '/srv/app/bad.yml': '' }, commands };
}

describe.each(['docker-compose', 'docker compose'] as const)('compose functions through %s', (program) => {
  specsOf({ machine: machine(program) }, [
    {
      call: 'compose.config',
      positional: [file],
      value: {
        program,
        version: program === 'docker compose' ? '2.27.0' : '1.29.2',
        project: 'app',
        services: { web: 'lab/busybox:1', job: 'lab/busybox:1' },
      },
    },
    { call: 'compose.config', positional: ['/srv/app'], value: expect.objectContaining({ project: 'app' }) },
    { call: 'compose.config', positional: ['/srv/app/bad.yml'], refused: ['failed', /imag/] },
    { call: 'compose.config', positional: ['/srv/nope.yml'], refused: ['not-found', /does not exist/] },
    { call: 'compose.config', positional: ['app'], refused: ['bad-arguments', /not an absolute path/] },
    {
      call: 'compose.ps',
      positional: [file],
      value: {
        app_web_1: { service: 'web', image: 'lab/busybox:1', state: 'running', health: 'healthy', exit_code: null },
      },
    },
    { call: 'compose.ps', positional: [file, 'job'], value: {} },
    { call: 'compose.logs', positional: [file, 'web'], named: { tail: 5, timestamps: true }, value: 'web_1  | hello' },
    {
      call: 'compose.up',
      positional: [file, 'web'],
      named: { no_deps: true, force_recreate: true, remove_orphans: true, build: true },
      value: 'Recreating app_web_1 ... done',
    },
    { call: 'compose.up', positional: [file, '--help'], refused: ['bad-arguments', /not the name of a service/] },
    {
      call: 'compose.down',
      positional: [file],
      named: { volumes: true, remove_orphans: true },
      value: 'Removing app_web_1 ... done',
    },
    { call: 'compose.down', positional: [file, 'web'], refused: ['bad-arguments', /whole project/] },
    { call: 'compose.restart', positional: [file, 'web'], value: 'web ... done' },
    { call: 'compose.start', positional: [file, 'web'], value: 'web ... done' },
    { call: 'compose.stop', positional: [file, 'web'], value: 'web ... done' },
    { call: 'compose.pull', positional: [file, 'web'], value: 'web ... done' },
    { call: 'compose.pull', positional: [file], refused: ['failed', /network is unreachable/] },
  ]);
});

describe('compose functions without compose', () => {
  specsOf({ machine: { files: { [file]: '' } } }, [
    { call: 'compose.ps', positional: [file], refused: ['not-found', /docker-compose-plugin/] },
  ]);
});
