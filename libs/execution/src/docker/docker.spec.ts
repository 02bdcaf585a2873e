import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript, type MemoryMachine } from '@fleet/platform';
import { specsOf } from '../spec-cases.js';
import { callFunction } from '../call-function.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../../../containers/fixtures');
const recorded = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const containers = JSON.parse(recorded('docker-28.2.2-container-inspect.json')) as { Id: string; Name: string }[];
const imageId = 'sha256:593025322dede4193dc66d91ead4831a0a200cd7bf3e1b838ff5f8de06031f1f';
const json = '--format {{json .}}';

function inspectOf(name: string): string {
  return JSON.stringify([containers.find((one) => one.Name === `/${name}`)]);
}

/** Answers of docker 20.10.24 and 28.2.2, recorded on a host of the lab. */
function machine(version: '20.10.24' | '28.2.2'): MemoryMachine {
  const refused = version === '20.10.24' ? 'Error: No such' : 'Error response from daemon: No such';
  const commands: CommandScript[] = [
    { command: `docker ps --no-trunc --all ${json}`, answer: recorded(`docker-${version}-ps-all.jsonl`) },
    { command: `docker ps --no-trunc --filter label=a=b ${json}`, answer: '' },
    { command: `docker images --no-trunc --digests ${json}`, answer: recorded(`docker-${version}-images.jsonl`) },
    { command: `docker images ${json}`, answer: recorded(`docker-${version}-images.jsonl`) },
    { command: `docker network ls --no-trunc ${json}`, answer: recorded(`docker-${version}-network-ls.jsonl`) },
    { command: `docker volume ls ${json}`, answer: recorded(`docker-${version}-volume-ls.jsonl`) },
    { command: `docker version ${json}`, answer: recorded(`docker-${version}-version.json`) },
    { command: `docker info ${json}`, answer: recorded(`docker-${version}-info.json`) },
    { command: 'docker container inspect one', answer: inspectOf('one') },
    { command: 'docker inspect one', answer: inspectOf('one') },
    { command: 'docker container inspect two', answer: inspectOf('two') },
    {
      command: 'docker container inspect nope',
      answer: { exitCode: 1, stdout: '[]', stderr: `${refused} container: nope` },
    },
    { command: 'docker image inspect lab/busybox:1', answer: recorded('docker-28.2.2-image-inspect.json') },
    { command: /^docker image inspect/, answer: { exitCode: 1, stdout: '[]', stderr: `${refused} image: nope` } },
    { command: 'docker network inspect app_default', answer: recorded('docker-28.2.2-network-inspect.json') },
    { command: 'docker volume inspect v1', answer: '[{"Driver": "local", "Name": "v1"}]' },
    { command: 'docker logs --tail=100 one', answer: { stdout: 'out\n', stderr: 'err\n' } },
    { command: 'docker logs --tail=1 --timestamps --since=10m one', answer: { stdout: '2026-11-21T11:45:33Z out' } },
    { command: 'docker exec one sh -c ls /; exit 3', answer: { exitCode: 3, stdout: 'bin\n', stderr: 'oh' } },
    {
      command: 'docker exec --interactive --user=root --workdir=/ one cat',
      answer: ({ options }) => ({ stdout: options.stdin ?? '' }),
    },
    { command: /^docker exec nope/, answer: { exitCode: 1, stderr: `${refused} container: nope` } },
    {
      command: /^docker exec two/,
      answer: {
        exitCode: 1,
        stderr: `Error response from daemon: Container ${containers[1]?.Id ?? ''} is not running`,
      },
    },
    { command: 'docker exec one sleep 99', answer: { exitCode: 137, timedOut: true } },
    { command: /^docker (start|stop|restart|kill|pause|unpause)( -t \d+)? one$/, answer: 'one' },
    { command: 'docker rm --force --volumes one', answer: 'one' },
    {
      command: 'docker rm one',
      answer: {
        exitCode: 1,
        stderr:
          'Error response from daemon: You cannot remove a running container 3a71. Stop the container before attempting removal or force remove',
      },
    },
    { command: 'docker pull --quiet lab/busybox:1', answer: 'docker.io/lab/busybox:1' },
    {
      command: 'docker pull --quiet reg.example.org/x:latest',
      answer: {
        exitCode: 1,
        stderr: 'Error response from daemon: Get "https://me:hunter2@reg.example.org/v2/": unauthorized',
      },
    },
    { command: 'docker rmi --force lab/two:x lab/three:x', answer: 'Untagged: lab/two:x\nUntagged: lab/three:x\n' },
    { command: `docker tag ${imageId} lab/two:x`, answer: '' },
    {
      command: 'docker network create --driver=bridge --subnet=10.99.0.0/24 --internal --label=a=b nn',
      answer: 'c01b065d\n',
    },
    { command: 'docker network rm nn', answer: 'nn' },
    {
      command: 'docker network rm app_default',
      answer: {
        exitCode: 1,
        stderr:
          'Error response from daemon: error while removing network: network app_default id 6a4d has active endpoints\nexit status 1',
      },
    },
    { command: 'docker volume create --driver=local v2', answer: 'v2' },
    { command: 'docker volume rm v2', answer: 'v2' },
  ];
  return { commands };
}

describe.each(['20.10.24', '28.2.2'] as const)('docker %s', (version) => {
  const ended = expect.objectContaining({
    Names: ['two'],
    State: 'exited',
    Status: expect.stringMatching(/^Exited \(1\)/),
    Command: 'false',
  });
  const one = expect.objectContaining({
    Names: ['one'],
    Image: 'lab/busybox:1',
    Ports: expect.any(Array),
    Networks: ['bridge'],
  });
  const unchanged = { result: true, state: { old: 'running', new: 'running' } };
  specsOf({ machine: machine(version) }, [
    {
      call: 'docker.ps',
      named: { all: true },
      value: {
        ...Object.fromEntries(containers.map(({ Id }) => [Id, expect.anything()])),
        [containers[0]?.Id ?? '']: one,
        [containers[1]?.Id ?? '']: ended,
        ...Object.fromEntries(others(version)),
      },
    },
    { call: 'docker.ps', named: { filters: { label: 'a=b' } }, value: {} },
    { call: 'docker.list_containers', named: { all: true }, value: ['app_job_1', 'app_web_1', 'one', 'two'] },
    { call: 'docker.exists', positional: ['one'], value: true },
    { call: 'docker.exists', positional: ['nope'], value: false },
    {
      call: 'docker.exists',
      positional: ['--help'],
      refused: ['bad-arguments', /"--help" is not the name of a container/],
    },
    { call: 'docker.state', positional: ['one'], value: 'running' },
    { call: 'docker.state', positional: ['two'], value: 'stopped' },
    { call: 'docker.state', positional: ['nope'], refused: ['not-found', /^No such container: nope$/] },
    { call: 'docker.inspect', positional: ['one'], value: expect.objectContaining({ Name: '/one' }) },
    { call: 'docker.inspect_container', positional: ['one'], value: expect.objectContaining({ Name: '/one' }) },
    { call: 'docker.inspect_image', positional: ['lab/busybox:1'], value: expect.objectContaining({ Id: imageId }) },
    { call: 'docker.inspect_image', positional: ['nope'], refused: ['not-found', /^No such image: nope$/] },
    {
      call: 'docker.inspect_network',
      positional: ['app_default'],
      value: expect.objectContaining({ Driver: 'bridge' }),
    },
    { call: 'docker.inspect_volume', positional: ['v1'], value: { Driver: 'local', Name: 'v1' } },
    { call: 'docker.logs', positional: ['one'], value: 'out\nerr' },
    {
      call: 'docker.logs',
      positional: ['one', 1],
      named: { since: '10m', timestamps: true },
      value: '2026-11-21T11:45:33Z out',
    },
    { call: 'docker.run', positional: ['one', 'ls /; exit 3'], value: 'bin\noh', retcode: 3 },
    {
      call: 'docker.run',
      positional: ['one', ['cat']],
      named: { user: 'root', workdir: '/', stdin: 'hi' },
      value: 'hi',
    },
    { call: 'docker.run', positional: ['nope', 'ls'], refused: ['not-found', /No such container/] },
    { call: 'docker.run', positional: ['two', 'ls'], refused: ['failed', /is not running/] },
    {
      call: 'docker.run',
      positional: ['one', ['sleep', 99]],
      named: { timeout: 1 },
      refused: ['timeout', /did not end/],
    },
    {
      call: 'docker.run_all',
      positional: ['one', 'ls /; exit 3'],
      value: { retcode: 3, stdout: 'bin', stderr: 'oh' },
      retcode: 3,
    },
    { call: 'docker.retcode', positional: ['one', 'ls /; exit 3'], value: 3 },
    { call: 'docker.start', positional: ['one'], value: unchanged },
    { call: 'docker.stop', positional: ['one', 30], value: unchanged },
    { call: 'docker.restart', positional: ['one'], value: unchanged },
    { call: 'docker.kill', positional: ['one'], value: unchanged },
    { call: 'docker.pause', positional: ['one'], value: unchanged },
    { call: 'docker.unpause', positional: ['one'], value: unchanged },
    { call: 'docker.rm', positional: ['one'], named: { force: true, volumes: true }, value: ['one'] },
    { call: 'docker.rm', positional: ['one'], refused: ['failed', /Stop the container/] },
    { call: 'docker.rm', positional: ['nope'], named: { force: true }, refused: ['not-found', /No such container/] },
    {
      call: 'docker.images',
      value: {
        [imageId]: expect.objectContaining({
          Id: imageId,
          RepoTags: ['lab/busybox:1'],
          RepoDigests: [],
          Size: '1.98MB',
        }),
      },
    },
    { call: 'docker.list_tags', value: ['lab/busybox:1'] },
    {
      call: 'docker.pull',
      positional: ['lab/busybox:1'],
      value: { Image: 'lab/busybox:1', Id: imageId, Status: 'Image is up to date' },
    },
    {
      call: 'docker.pull',
      positional: ['reg.example.org/x'],
      refused: ['failed', /^Get "https:\/\/<secret>@reg\.example\.org\/v2\/": unauthorized$/],
    },
    { call: 'docker.pull', positional: ['Upper'], refused: ['bad-arguments', /small letters/] },
    {
      call: 'docker.rmi',
      positional: [['lab/two:x', 'lab/three:x']],
      named: { force: true },
      value: ['Untagged: lab/two:x', 'Untagged: lab/three:x'],
    },
    { call: 'docker.tag', positional: [imageId, 'lab/two', 'x'], value: 'lab/two:x' },
    {
      call: 'docker.networks',
      value: expect.arrayContaining([
        expect.objectContaining({ Name: 'app_default', Driver: 'bridge', Internal: false, EnableIPv6: false }),
      ]),
    },
    {
      call: 'docker.create_network',
      positional: ['nn'],
      named: { subnet: '10.99.0.0/24', internal: true, labels: { a: 'b' } },
      value: { Id: 'c01b065d' },
    },
    { call: 'docker.remove_network', positional: ['nn'], value: true },
    { call: 'docker.remove_network', positional: ['app_default'], refused: ['failed', /has active endpoints$/] },
    {
      call: 'docker.volumes',
      value: [{ Name: 'v1', Driver: 'local', Mountpoint: '/var/lib/docker/volumes/v1/_data', Scope: 'local' }],
    },
    { call: 'docker.create_volume', positional: ['v2'], value: 'v2' },
    { call: 'docker.remove_volume', positional: ['v2'], value: true },
    {
      call: 'docker.version',
      value: expect.objectContaining({
        Version: '20.10.24+dfsg1',
        Client: expect.objectContaining({ ApiVersion: '1.41' }),
      }),
    },
    { call: 'docker.info', value: expect.objectContaining({ Driver: 'vfs', CgroupVersion: '2' }) },
  ]);
});

/** The ids of the recorded list: container inspect knows three of the four. */
function others(version: string): [string, unknown][] {
  const lines = recorded(`docker-${version}-ps-all.jsonl`).trim().split('\n');
  const ids = lines.map((line) => (JSON.parse(line) as { ID: string }).ID);
  return ids.filter((id) => !containers.slice(0, 2).some(({ Id }) => Id === id)).map((id) => [id, expect.anything()]);
}

describe('docker that is not there, or does not answer', () => {
  const ask = (commands: CommandScript[], name = 'docker.ps'): Promise<unknown> => {
    const host = memoryHost({ commands });
    return callFunction(functionTable, name, { positional: [], named: new Map() }, host, specContext({}, host));
  };
  const offline = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

  it('is said in words of our own', async () => {
    await expect(ask([])).rejects.toMatchObject({ code: 'not-found', message: 'this machine has no docker program' });
    await expect(ask([{ command: /^docker/, answer: { exitCode: 1, stderr: offline } }])).rejects.toMatchObject({
      code: 'failed',
      message: 'the docker engine does not answer: is the service docker running?',
    });
    const alone = `{"ServerErrors":["${offline}"],"ClientInfo":{}}`;
    await expect(ask([{ command: /^docker/, answer: alone }], 'docker.info')).rejects.toMatchObject({ code: 'failed' });
  });
});
