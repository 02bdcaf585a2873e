import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript, type MemoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../../../containers/fixtures');
const image = readFileSync(join(fixtures, 'docker-28.2.2-image-inspect.json'), 'utf8');
const offline = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

/** Docker with one image at most; docker 20.10 and 28 say differently that there is none. */
function machine(there: boolean, more: CommandScript[] = []): MemoryHost {
  let has = there;
  return memoryHost({
    commands: [
      ...more,
      {
        command: 'docker image inspect lab/busybox:1',
        answer: () =>
          has ? { stdout: image } : { exitCode: 1, stdout: '[]', stderr: 'Error: No such image: lab/busybox:1' },
      },
      {
        command: /^docker image inspect/,
        answer: {
          exitCode: 1,
          stdout: '[]',
          stderr: 'Error response from daemon: no such image: x: No such image: x:latest',
        },
      },
      {
        command: 'docker pull --quiet lab/busybox:1',
        answer: () => ((has = true), { stdout: 'docker.io/lab/busybox:1' }),
      },
      {
        command: /^docker rmi (--force )?lab\/busybox:1$/,
        answer: () => ((has = false), { stdout: 'Untagged: lab/busybox:1' }),
      },
    ],
  });
}

describe('docker_image.present', () => {
  const state = 'docker_image.present';
  const args = { name: 'lab/busybox', tag: 1 };

  it('pulls what is not there', async () => {
    const done = await tryTwice({ state, host: machine(false), args });
    expect(done.changes).toEqual({ 'lab/busybox:1': { old: null, new: '593025322ded' } });
  });

  it('asks the registry again where it has to, and says that it has nothing newer', async () => {
    const host = machine(true);
    expect(await tryState({ state, host, args: { ...args, force: true }, test: true })).toMatchObject({ result: null });
    expect(await tryState({ state, host, args: { ...args, force: true } })).toMatchObject({
      result: true,
      changed: [],
      comment: expect.stringMatching(/nothing newer/),
    });
  });

  it.each([
    [
      'a registry that does not answer',
      'Error response from daemon: Get "https://me:hunter2@registry-1.docker.io/v2/": dial tcp: connect: network is unreachable',
      /^could not pull lab\/busybox:1: Get "https:\/\/<secret>@.*unreachable$/,
    ],
    [
      'an image that the registry does not have',
      'Error response from daemon: manifest for lab/busybox:1 not found: manifest unknown: manifest unknown',
      /manifest unknown/,
    ],
  ])('tells of %s', async (_what, stderr, says) => {
    const host = machine(false, [{ command: /^docker pull/, answer: { exitCode: 1, stderr } }]);
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(says),
      changed: [],
    });
  });

  it.each(['Upper/case', '--help', 'a b', 'x:y:z'])('refuses the name %s', async (name) => {
    const host = machine(false);
    expect(await tryState({ state, host, args: { name } })).toMatchObject({ result: false });
    expect(host.touches).toEqual([]);
  });

  it('takes names with a registry, a port and a digest', async () => {
    const name = `registry.example.org:5000/team/app@sha256:${'a'.repeat(64)}`;
    const host = machine(false, [{ command: `docker image inspect ${name}`, answer: image }]);
    expect(await tryState({ state, host, args: { name } })).toMatchObject({ result: true, changed: [] });
  });

  it('says that docker is not there, or does not answer; in a dry run, an earlier state may bring it', async () => {
    expect(await tryState({ state, host: memoryHost(), args })).toMatchObject({
      result: false,
      comment: 'this machine has no docker program',
    });
    expect(await tryState({ state, host: memoryHost(), args, test: true })).toMatchObject({ result: null });
    const host = machine(false, [{ command: /^docker/, answer: { exitCode: 1, stderr: offline } }]);
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/is the service docker running/),
    });
  });
});

describe('docker_image.absent', () => {
  const state = 'docker_image.absent';

  it('removes what is there of several', async () => {
    const done = await tryTwice({
      state,
      host: machine(true),
      args: { name: 'old', images: ['lab/busybox:1', 'lab/none'], force: true },
    });
    expect(done.changes).toEqual({ 'lab/busybox:1': { old: '593025322ded', new: null } });
  });

  it('tells who uses it', async () => {
    const stderr =
      'Error response from daemon: conflict: unable to remove repository reference "lab/busybox:1" (must force) - container 15845eba7637 is using its referenced image 593025322ded';
    const host = machine(true, [{ command: /^docker rmi/, answer: { exitCode: 1, stderr } }]);
    expect(await tryState({ state, host, args: { name: 'lab/busybox:1' } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/container 15845eba7637 is using/),
    });
  });
});
