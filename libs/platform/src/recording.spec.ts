import { describe, expect, it } from '@jest/globals';
import { memoryHost } from './memory/host.js';
import { readOnly } from './read-only.js';
import { globPattern, isTemplate, isUnitName, templateOf, unitName } from './unit-name.js';

describe('a memory host', () => {
  it('starts untouched, logs every attempt, and refuses what it was told to', async () => {
    const host = memoryHost({
      files: { '/etc/motd': 'hi' },
      units: { nginx: { active: true } },
      packages: { candidates: { jq: '1.6' } },
    });
    expect(host.touches).toEqual([]);
    host.refuse('files.write', '/etc/full', 'ENOSPC');
    await expect(host.files.write('/etc/full', 'x')).rejects.toMatchObject({ code: 'ENOSPC' });
    await host.services.restart('nginx');
    await host.packages.install(['jq', 'jq=1.6']);
    await host.services.status('nginx');
    expect(host.touches).toEqual(['files.write /etc/full', 'services.restart nginx', 'packages.install jq jq=1.6']);
    expect(host.text('/etc/full')).toBeUndefined();
    host.forgetTouches();
    expect(host.touches).toEqual([]);
  });

  it('has units that fail with their journal, and units that end by themselves', async () => {
    const host = memoryHost({ units: { bad: { failsWith: 'no such key' }, good: { active: true, enabled: true } } });
    await expect(host.services.start('bad')).rejects.toMatchObject({
      code: 'command-failed',
      message: expect.stringContaining('no such key') as unknown,
    });
    expect((await host.services.status('bad')).state).toBe('failed');
    host.endUnit('good', 'failed');
    expect(await host.services.status('good')).toMatchObject({
      active: false,
      enabled: true,
      state: 'failed',
      mainPid: 0,
    });
  });

  it('answers commands from its scripts, which may touch its files', async () => {
    const host = memoryHost({
      commands: [
        { command: 'git rev-parse HEAD', answer: 'abc\n' },
        {
          command: /^git clone (\S+) (\S+)$/,
          answer: ({ line, files }) => (files.plant(`${line.split(' ')[3]}/README`, { content: 'x' }), {}),
        },
        { command: 'broken', answer: { exitCode: 2, stderr: 'bad' } },
      ],
    });
    expect((await host.commands.probe(['git', 'rev-parse', 'HEAD'])).stdout).toBe('abc');
    await host.commands.run('git clone URL /opt/x');
    expect(host.text('/opt/x/README')).toBe('x');
    expect(await host.commands.run('broken')).toMatchObject({ exitCode: 2, stderr: 'bad', all: 'bad\n' });
    expect(host.touches).toEqual(['commands.run git clone URL /opt/x', 'commands.run broken']);
  });
});

it('a read-only view has no method that touches', () => {
  const view = readOnly(memoryHost()) as unknown as Record<string, Record<string, unknown>>;
  expect([
    view.files?.write,
    view.services?.start,
    view.packages?.install,
    view.accounts?.addUser,
    view.commands?.run,
    view.network?.request,
    view.machine?.setEnvironment,
  ]).toEqual(Array(7).fill(undefined));
});

describe('unit names', () => {
  it.each([
    ['nginx', 'nginx.service'],
    ['nginx.service', 'nginx.service'],
    ['cortensord@node.01', 'cortensord@node.01.service'],
    ['a.socket', 'a.socket'],
    ['service', 'service.service'],
  ])('%s is %s', (given, name) => expect(unitName(given)).toBe(name));

  it('templates, instances and impossible names', () => {
    expect([isTemplate('a@.service'), isTemplate('a@b.service')]).toEqual([true, false]);
    expect([templateOf('a@b@c.service'), templateOf('a.service')]).toEqual(['a@.service', undefined]);
    expect(['a b.service', '-a.service', 'a*.service', '', '@x.service'].filter(isUnitName)).toEqual([]);
  });

  it('globs', () => {
    const matches = (glob: string, name: string): boolean => globPattern(glob).test(name);
    expect([
      matches('c@*.service', 'c@a.b.service'),
      matches('c@?.service', 'c@ab.service'),
      matches('n[!0-2]', 'n3'),
      matches('a.b', 'axb'),
      matches('[', '['),
    ]).toEqual([true, false, true, false, true]);
  });
});
