import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../../../containers/fixtures');
const used = readFileSync(join(fixtures, 'docker-28.2.2-network-inspect.json'), 'utf8');
const [recorded] = JSON.parse(used) as [Record<string, unknown>];

/** Docker with one network at most, as it was recorded; what is made has what the command says. */
function machine(network?: Record<string, unknown>): MemoryHost {
  let now = network;
  return memoryHost({
    commands: [
      {
        command: /^docker network inspect /,
        answer: () =>
          now
            ? { stdout: JSON.stringify([now]) }
            : {
                exitCode: 1,
                stdout: '[]',
                stderr: 'Error response from daemon: network backend not found\nexit status 1',
              },
      },
      {
        command: /^docker network create /,
        answer: ({ command }) => {
          const words = command as readonly string[];
          const value = (option: string): string | undefined =>
            words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1);
          now = {
            ...recorded,
            Containers: {},
            Attachable: words.includes('--attachable'),
            Internal: words.includes('--internal'),
            Driver: value('--driver'),
            Labels: Object.fromEntries([(value('--label') ?? '=').split('=')]) as unknown,
            IPAM: { Config: [{ Subnet: value('--subnet') ?? '172.20.0.0/16' }] },
          };
          return { stdout: 'c01b065d\n' };
        },
      },
      { command: /^docker network rm /, answer: () => ((now = undefined), { stdout: 'backend' }) },
    ],
  });
}

describe('docker_network.present', () => {
  const state = 'docker_network.present';
  const args = { name: 'backend', subnet: '10.20.0.0/24', internal: true, labels: { owner: 'lab' } };

  it('makes it', async () => {
    const host = machine();
    await tryTwice({ state, host, args });
    expect(host.touches).toEqual([
      'commands.run docker network create --driver=bridge --subnet=10.20.0.0/24 --internal --label=owner=lab backend',
    ]);
  });

  it('makes it anew where nobody uses it, and tells what differs', async () => {
    const host = machine({ ...recorded, Containers: {}, Attachable: false });
    const done = await tryTwice({ state, host, args });
    expect(done.changes['backend']).toEqual({
      internal: { old: 'false', new: 'true' },
      subnet: { old: '172.19.0.0/16', new: '10.20.0.0/24' },
      'label owner': { old: null, new: 'lab' },
    });
  });

  it('leaves one in use as it is, and names who uses it', async () => {
    const host = machine(recorded);
    const answer = await tryState({ state, host, args });
    expect(answer).toMatchObject({
      result: false,
      comment: expect.stringMatching(/while app_\w+_1, app_\w+_1 uses it: stop that first/),
    });
    expect(host.touches).toEqual([]);
    expect(await tryState({ state, host, args: { name: 'app_default', attachable: true } })).toMatchObject({
      result: true,
      changed: [],
    });
  });

  it('refuses odd names, and says that docker is not there', async () => {
    expect(await tryState({ state, host: machine(), args: { name: '--help' } })).toMatchObject({ result: false });
    expect(await tryState({ state, host: memoryHost(), args })).toMatchObject({
      result: false,
      comment: 'this machine has no docker program',
    });
  });
});

describe('docker_network.absent', () => {
  const state = 'docker_network.absent';

  it('removes one that nobody uses', async () => {
    const done = await tryTwice({ state, host: machine({ ...recorded, Containers: {} }), args: { name: 'backend' } });
    expect(done.changes).toEqual({ backend: { old: 'present', new: null } });
  });

  it('leaves one in use', async () => {
    const host = machine(recorded);
    expect(await tryState({ state, host, args: { name: 'app_default' } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/used by app_/),
    });
    expect(host.touches).toEqual([]);
  });
});
