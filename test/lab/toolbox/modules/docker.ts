import { expect } from '@jest/globals';
import { dockerPackages, prepareDocker } from '../docker-engine.js';
import type { ToolboxModule } from '../toolbox.js';

const registry = '127.0.0.1:5000/lab/app';

/** A mapping of one key, an id that nobody knows before. */
function oneWith(row: Record<string, unknown>): unknown {
  return {
    asymmetricMatch: (given: object) =>
      Object.keys(given).length === 1 && expect.objectContaining(row).asymmetricMatch(Object.values(given)[0]),
    toString: () => 'one row',
  };
}

export const toolbox: ToolboxModule = {
  module: 'docker',
  packages: dockerPackages,
  prepare: `${prepareDocker}
docker run --detach --name lab-web --label lab=yes lab/app:1 sh -c 'echo hello; exec sleep infinity'`,
  functions: [
    {
      call: ['docker.version'],
      value: expect.objectContaining({ Version: expect.stringMatching(/^\d+\./), Os: 'linux' }),
    },
    { call: ['docker.info'], value: expect.objectContaining({ Driver: 'vfs', CgroupVersion: '2' }) },
    { call: ['docker.exists', 'lab-web'], value: true },
    { call: ['docker.exists', 'lab-no'], value: false },
    { call: ['docker.list_containers', 'filters={label: lab=yes}'], value: ['lab-web'] },
    { call: ['docker.ps', 'filters={label: lab=yes}'], value: oneWith({ Names: ['lab-web'], State: 'running' }) },
    { call: ['docker.state', 'lab-web'], value: 'running' },
    { call: ['docker.inspect', 'lab-web'], value: expect.objectContaining({ Name: '/lab-web' }) },
    { call: ['docker.inspect_container', 'lab-web'], value: expect.objectContaining({ Name: '/lab-web' }) },
    { call: ['docker.inspect_image', 'lab/app:1'], value: expect.objectContaining({ RepoTags: ['lab/app:1'] }) },
    { call: ['docker.inspect_image', 'lab/no:1'], refused: /no such image/i },
    { call: ['docker.logs', 'lab-web'], value: 'hello' },
    {
      call: ['docker.run', 'lab-web', 'echo out; echo err >&2; exit 3'],
      value: expect.stringContaining('out'),
      retcode: 3,
    },
    {
      call: ['docker.run_all', 'lab-web', 'echo out; echo err >&2'],
      value: { retcode: 0, stdout: 'out', stderr: 'err' },
    },
    { call: ['docker.retcode', 'lab-web', 'exit 7'], value: 7 },
    { call: ['docker.run', 'lab-no', 'ls'], refused: /no such container/i },
    { call: ['docker.pause', 'lab-web'], value: { result: true, state: { old: 'running', new: 'paused' } } },
    { call: ['docker.unpause', 'lab-web'], value: { result: true, state: { old: 'paused', new: 'running' } } },
    {
      call: ['docker.restart', 'lab-web', 'timeout=1'],
      value: { result: true, state: { old: 'running', new: 'running' } },
    },
    { call: ['docker.kill', 'lab-web'], value: { result: true, state: { old: 'running', new: 'exited' } } },
    { call: ['docker.run', 'lab-web', 'ls'], refused: /is not running/ },
    { call: ['docker.start', 'lab-web'], value: { result: true, state: { old: 'exited', new: 'running' } } },
    { call: ['docker.rm', 'lab-web'], refused: /running container/ },
    {
      call: ['docker.stop', 'lab-web', 'timeout=1'],
      value: { result: true, state: { old: 'running', new: 'exited' } },
    },
    { call: ['docker.rm', 'lab-web'], value: ['lab-web'], seen: { 'docker ps -aq --filter name=lab-web': '' } },
    {
      call: ['docker.pull', `${registry}:1`],
      value: { Image: `${registry}:1`, Id: expect.stringMatching(/^sha256:/), Status: 'Downloaded newer image' },
    },
    { call: ['docker.pull', `${registry}:1`], value: expect.objectContaining({ Status: 'Image is up to date' }) },
    { call: ['docker.pull', `${registry}:9`], refused: /manifest|not found/ },
    { call: ['docker.tag', 'lab/app:1', 'lab/other', 'tag=x'], value: 'lab/other:x' },
    { call: ['docker.list_tags'], value: expect.arrayContaining([`${registry}:1`, 'lab/app:1', 'lab/other:x']) },
    { call: ['docker.images', 'lab/other'], value: expect.anything() },
    {
      call: ['docker.rmi', `[lab/other:x, "${registry}:1"]`],
      value: expect.arrayContaining(['Untagged: lab/other:x']),
    },
    {
      call: ['docker.create_network', 'lab-net', 'subnet=10.214.7.0/24'],
      value: { Id: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    { call: ['docker.networks', 'lab-net'], value: [expect.objectContaining({ Name: 'lab-net', Driver: 'bridge' })] },
    { call: ['docker.inspect_network', 'lab-net'], value: expect.objectContaining({ Name: 'lab-net' }) },
    { call: ['docker.remove_network', 'lab-net'], value: true },
    { call: ['docker.remove_network', 'lab-net'], refused: /not found|no such network/i },
    { call: ['docker.create_volume', 'lab-volume'], value: 'lab-volume' },
    { call: ['docker.inspect_volume', 'lab-volume'], value: expect.objectContaining({ Name: 'lab-volume' }) },
    { call: ['docker.volumes'], value: expect.arrayContaining([expect.objectContaining({ Name: 'lab-volume' })]) },
    { call: ['docker.remove_volume', 'lab-volume'], value: true, seen: { 'docker volume ls -q': '' } },
  ],
};
