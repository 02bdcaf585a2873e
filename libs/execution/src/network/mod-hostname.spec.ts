import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

const hosts = '127.0.0.1 localhost # old\n127.0.1.1\told.example.org old # mine\n10.0.0.9 old\n';

async function rename(machine: MemoryMachine, hostname: string) {
  const host = memoryHost({ hostname: 'old', ...machine });
  const given = { positional: [hostname], named: new Map() };
  const answer = await callFunction(functionTable, 'network.mod_hostname', given, host, specContext({}, host));
  return { host, value: answer.value };
}

const plain = [{ command: /^hostname -- \S+$/, answer: '' }];

describe('network.mod_hostname', () => {
  it('asks systemd where it runs', async () => {
    const { host, value } = await rename(
      {
        files: { '/run/systemd/system': { kind: 'directory' }, '/etc/hosts': hosts },
        commands: [{ command: 'hostnamectl set-hostname -- new.example.net', answer: '' }],
      },
      'new.example.net',
    );
    expect(value).toBe(true);
    expect(host.touches).toEqual([
      'commands.run hostnamectl set-hostname -- new.example.net',
      'files.write /etc/hosts',
    ]);
    expect(host.text('/etc/hosts')).toBe(
      '127.0.0.1 localhost # old\n127.0.1.1\told.example.org new.example.net # mine\n10.0.0.9 old\n',
    );
  });

  it.each([
    ['has no systemd', {}, plain],
    [
      'has one that does not answer',
      { '/run/systemd/system': { kind: 'directory' } as const },
      [
        { command: /^hostnamectl/, answer: { exitCode: 1, stderr: 'Failed to connect to bus: Host is down' } },
        ...plain,
      ],
    ],
  ])('does it by itself on a machine that %s', async (_case, files, commands) => {
    const { host } = await rename({ files, commands }, 'new');
    expect(host.text('/etc/hostname')).toBe('new\n');
    expect(host.touches).toContain('commands.run hostname -- new');
  });

  it.each([
    ['localhost', '127.0.0.1\tlocalhost\n127.0.1.1\tlocalhost.localdomain localhost\n'],
    ['localhost.localdomain', '127.0.0.1\tlocalhost.localdomain localhost\n'],
  ])('leaves localhost what it is on a machine that was called %s', async (hostname, text) => {
    const { host } = await rename({ hostname, files: { '/etc/hosts': text }, commands: plain }, 'new');
    expect([host.text('/etc/hosts'), host.text('/etc/hostname')]).toEqual([text, 'new\n']);
  });

  it('does nothing where the machine has that name', async () => {
    const { host, value } = await rename({ files: { '/etc/hostname': 'old\n' } }, 'old');
    expect([value, host.touches]).toEqual([true, []]);
  });

  it('refuses what is no name', async () => {
    for (const name of ['', '--static', 'a b', 'a\nb', 'x'.repeat(65)])
      await expect(rename({}, name)).rejects.toMatchObject({ code: 'bad-arguments' });
  });

  it('says what the program said', async () => {
    const commands = [{ command: /^hostname/, answer: { exitCode: 1, stderr: 'hostname: you must be root' } }];
    await expect(rename({ commands }, 'new')).rejects.toMatchObject({ code: 'failed', message: /must be root/ });
  });
});
