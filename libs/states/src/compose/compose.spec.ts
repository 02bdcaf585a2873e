import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript, type MemoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../../../containers/fixtures');
const recorded = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const config = recorded('docker-compose-1.29.2-config.yaml');
const hashes = recorded('docker-compose-1.29.2-config-hash.txt');
const image = recorded('docker-28.2.2-image-inspect.json');
const imageId = 'sha256:593025322dede4193dc66d91ead4831a0a200cd7bf3e1b838ff5f8de06031f1f';
const file = '/srv/app/docker-compose.yml';
const args = { name: file };
const hashOf = (service: string): string => new RegExp(`^${service} (\\S+)$`, 'm').exec(hashes)?.[1] ?? '';

interface Row {
  service: string;
  status?: string;
  exitCode?: number;
  health?: string;
  hash?: string;
  imageId?: string;
  id?: string;
}
interface Project {
  rows: Row[];
  networks: string[];
}

function inspect(row: Row): unknown {
  const { service, status = 'running', exitCode = 0, health, hash = hashOf(service), id = service } = row;
  const labels = { project: 'app', service, 'config-hash': hash, oneoff: 'False' };
  return {
    Id: id,
    Name: `/app_${service}_1`,
    State: { Status: status, ExitCode: exitCode, ...(health === undefined ? {} : { Health: { Status: health } }) },
    HostConfig: { RestartPolicy: { Name: '' } },
    Image: row.imageId ?? imageId,
    Config: {
      Image: 'lab/busybox:1',
      Labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [`com.docker.compose.${key}`, value])),
    },
  };
}

/** The program of its own (1.29, recorded), or the plugin, which names the project in its config. */
function machine(
  project: Project,
  program: 'docker-compose' | 'docker compose' = 'docker-compose',
  more: CommandScript[] = [],
): MemoryHost {
  const words = `${program} -f ${file}${program === 'docker compose' ? '' : ' -p app'}`;
  const everything = (): Row[] => ['web', 'job'].map((service) => ({ service, id: `${service}-new` }));
  return memoryHost({
    files: { [file]: 'services: {}' },
    commands: [
      ...more,
      program === 'docker compose'
        ? { command: 'docker compose version --short', answer: '2.27.0' }
        : {
            command: 'docker compose version --short',
            answer: { exitCode: 125, stderr: 'unknown flag: --short\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]' },
          },
      { command: 'docker-compose version --short', answer: '1.29.2' },
      { command: `${words} config`, answer: program === 'docker compose' ? `name: app\n${config}` : config },
      { command: `${words} config --hash *`, answer: hashes },
      {
        command: 'docker ps --all --quiet --no-trunc --filter label=com.docker.compose.project=app',
        answer: () => ({ stdout: project.rows.map(({ id, service }) => id ?? service).join('\n') }),
      },
      { command: /^docker container inspect /, answer: () => ({ stdout: JSON.stringify(project.rows.map(inspect)) }) },
      { command: 'docker image inspect lab/busybox:1', answer: image },
      { command: /^docker network ls /, answer: () => ({ stdout: project.networks.join('\n') }) },
      {
        command: new RegExp(`^${words.replaceAll('.', '\\.')} (up|down|restart|pull)`),
        answer: ({ command }) => {
          if (command.includes('up')) project.rows = everything();
          if (command.includes('down')) Object.assign(project, { rows: [], networks: [] });
          return { stderr: 'Creating app_web_1 ... done' };
        },
      },
    ],
  });
}

describe('compose.up', () => {
  const state = 'compose.up';

  it.each(['docker-compose', 'docker compose'] as const)('through %s, makes what is missing', async (program) => {
    const host = machine({ rows: [], networks: [] }, program);
    const done = await tryTwice({ state, host, args });
    expect(done.changes).toEqual({
      web: { old: null, new: 'app_web_1 web-new running' },
      job: { old: null, new: 'app_job_1 job-new running' },
    });
    expect(host.touches).toEqual([
      `commands.run ${program} -f ${file}${program === 'docker compose' ? '' : ' -p app'} up --detach`,
    ]);
  });

  it.each<[string, Row]>([
    ['another configuration', { service: 'web', hash: 'old' }],
    ['an older image', { service: 'web', imageId: 'sha256:older' }],
    ['exited (137)', { service: 'web', status: 'exited', exitCode: 137 }],
  ])('sees %s', async (old, row) => {
    const host = machine({ rows: [row, { service: 'job' }], networks: [] });
    const foreseen = await tryState({ state, host, args, test: true });
    expect(foreseen).toMatchObject({ result: null, changes: { web: { old, new: 'running' } } });
    expect(foreseen.changed).toEqual(['web']);
  });

  it('lets a service that has done its work be', async () => {
    const host = machine({
      rows: [{ service: 'web' }, { service: 'job', status: 'exited', exitCode: 0 }],
      networks: [],
    });
    expect(await tryState({ state, host, args })).toMatchObject({ result: true, changed: [] });
    expect(host.touches).toEqual([]);
  });

  it('only changes what really changed, where compose knows better', async () => {
    const project = { rows: [{ service: 'web', hash: 'other' }, { service: 'job' }], networks: [] };
    const host = machine(project, 'docker-compose', [{ command: / up --detach$/, answer: '' }]);
    expect(await tryState({ state, host, args })).toMatchObject({
      result: true,
      changed: [],
      comment: 'compose found nothing to change',
    });
  });

  it('removes orphans where it may, and asks the registry where it has to', async () => {
    const host = machine({ rows: [{ service: 'web' }, { service: 'job' }, { service: 'gone' }], networks: [] });
    const done = await tryState({ state, host, args: { ...args, remove_orphans: true, pull: 'always' } });
    expect(done.changes).toMatchObject({ app_gone_1: { old: 'gone', new: null } });
    expect(host.touches.map((touch) => touch.split(' -p app ')[1])).toEqual([
      'pull --quiet',
      'up --detach --remove-orphans',
    ]);
  });

  it('makes the containers anew when something it watches changed', async () => {
    const host = machine({ rows: [{ service: 'web' }, { service: 'job' }], networks: [] });
    expect(await tryState({ state, host, args, watch: true })).toMatchObject({ result: true, changed: ['job', 'web'] });
    expect(host.touches).toEqual([`commands.run docker-compose -f ${file} -p app up --detach --force-recreate`]);
  });

  it('waits for health, and says who is not well', async () => {
    const host = machine({ rows: [{ service: 'web', health: 'starting' }, { service: 'job' }], networks: [] });
    expect(
      await tryState({ state, host, args: { ...args, services: 'web', wait: true, wait_timeout: 0 } }),
    ).toMatchObject({
      result: false,
      comment: 'app_web_1 is starting',
    });
  });

  it.each([
    ['a relative path', { name: 'app' }, /not an absolute path/],
    ['a file that is not there', { name: '/srv/no.yml' }, /does not exist/],
    ['an unknown service', { services: 'nope' }, /know no service nope/],
    ['a service that looks like an option', { services: '--help' }, /not the name of a service/],
    ['an odd project', { project: 'A B' }, /not the name of a project/],
    ['an odd profile', { profiles: '-x' }, /not the name of a profile/],
  ])('refuses %s', async (_what, wrong, says) => {
    const host = machine({ rows: [], networks: [] });
    const answer = await tryState({ state, host, args: { ...args, ...wrong } });
    expect(answer).toMatchObject({ result: false, comment: expect.stringMatching(says) });
    expect(host.touches).toEqual([]);
  });

  it('without compose, says what to install; in a dry run, an earlier state may', async () => {
    const host = memoryHost({ files: { [file]: '' } });
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/docker-compose-plugin/),
    });
    expect(await tryState({ state, host, args, test: true })).toMatchObject({ result: null });
  });

  it('tells in its own words that the engine is down, and what is wrong with a file', async () => {
    const down = "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.')";
    const broken = machine({ rows: [], networks: [] }, 'docker-compose', [
      { command: / config$/, answer: { exitCode: 1, stderr: down } },
    ]);
    expect(await tryState({ state, host: broken, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/engine does not answer/),
    });
    const bad = "The Compose file './bad.yml' is invalid because:\nUnsupported config option for services.a: 'imag'";
    const wrong = machine({ rows: [], networks: [] }, 'docker-compose', [
      { command: / config$/, answer: { exitCode: 1, stderr: bad } },
    ]);
    expect(await tryState({ state, host: wrong, args })).toMatchObject({ result: false, comment: bad });
  });
});

describe('compose.down', () => {
  it('takes containers and networks away, and is content with none', async () => {
    const host = machine({ rows: [{ service: 'web' }], networks: ['app_default'] });
    const done = await tryTwice({ state: 'compose.down', host, args });
    expect(done.changes).toEqual({
      'container app_web_1': { old: 'running', new: null },
      'network app_default': { old: 'present', new: null },
    });
  });
});

describe('compose.restarted', () => {
  const state = 'compose.restarted';

  it('only acts when something it watches changed', async () => {
    const host = machine({ rows: [{ service: 'web' }], networks: [] });
    expect(await tryState({ state, host, args })).toMatchObject({ result: true, changed: [] });
    expect(await tryState({ state, host, args: { ...args, services: ['web'] }, watch: true })).toMatchObject({
      result: true,
      changed: ['web'],
    });
    expect(host.touches).toEqual([`commands.run docker-compose -f ${file} -p app restart web`]);
  });
});

describe('compose.healthy', () => {
  const state = 'compose.healthy';

  it('says who is not well, and nothing is started', async () => {
    const project: Project = {
      rows: [
        { service: 'web', health: 'unhealthy' },
        { service: 'job', status: 'exited', exitCode: 1 },
      ],
      networks: [],
    };
    const host = machine(project);
    expect(await tryState({ state, host, args: { ...args, timeout: 0 } })).toMatchObject({
      result: false,
      comment: 'app_job_1 is exited (1), app_web_1 is unhealthy',
    });
    expect(await tryState({ state, host, args, test: true })).toMatchObject({ result: null });
    project.rows = [{ service: 'web', health: 'healthy' }, { service: 'job' }];
    expect(await tryState({ state, host, args })).toMatchObject({ result: true, changed: [] });
    expect(host.touches).toEqual([]);
  });
});

describe('compose.pulled', () => {
  const state = 'compose.pulled';

  it('fetches what is missing, by the services that want it', async () => {
    let there = false;
    const missing = 'Error response from daemon: no such image: lab/busybox:1: No such image: lab/busybox:1';
    const host = machine({ rows: [], networks: [] }, 'docker-compose', [
      {
        command: /^docker image inspect/,
        answer: () => (there ? { stdout: image } : { exitCode: 1, stdout: '[]', stderr: missing }),
      },
      { command: / pull --quiet job web$/, answer: () => ((there = true), {}) },
    ]);
    const done = await tryTwice({ state, host, args });
    expect(done.changes).toEqual({ 'lab/busybox:1': { old: null, new: '593025322ded' } });
  });

  it('says that the registry has nothing newer, and what it said otherwise', async () => {
    const host = machine({ rows: [], networks: [] });
    expect(await tryState({ state, host, args: { ...args, force: true } })).toMatchObject({
      result: true,
      changed: [],
      comment: 'the registry has nothing newer',
    });
    const refused = machine({ rows: [], networks: [] }, 'docker-compose', [
      {
        command: / pull /,
        answer: { exitCode: 1, stderr: 'ERROR: Get "https://me:hunter2@registry.example.org/v2/": unauthorized' },
      },
    ]);
    const answer = await tryState({ state, host: refused, args: { ...args, force: true } });
    expect(answer).toMatchObject({
      result: false,
      comment: expect.stringContaining('https://<secret>@registry.example.org'),
    });
  });
});
