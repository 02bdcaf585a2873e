import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryHost, type MemoryMachine } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, type SpecMinion } from '../spec-cases.js';
import { functionTable } from '../table.js';
import { readPlan, renderEnvironment } from './doctor/plan.js';

// The formula itself: what the doctor holds a server to is what the formula would make of it.
const formula = new URL('../../../../states/cortensord/', import.meta.url);
const files = ['map.jinja', 'defaults.yaml', 'files/env.jinja'];
const tree = Object.fromEntries(
  files.map((file) => [`cortensord/${file}`, readFileSync(new URL(file, formula), 'utf8')]),
);
const key = '0x5f1e2d3c4b5a69788796a5b4c3d2e1f05f1e2d3c4b5a69788796a5b4c3d2e1f0';
const pillar = {
  cortensord: {
    binary_min_size: 10,
    instances: {
      eph: { NODE_PRIVATE_KEY: key },
      ded: { NODE_PRIVATE_KEY: key, ENABLE_DEDICATED_NODE: 1, LLM_PORT: 8190 },
    },
  },
};
const minion: SpecMinion = { id: 'miner-01', tree, pillar, grains: { id: 'miner-01' } };
const unit = { active: true, enabled: true, mainPid: 71 };
const nodes = '/opt/cortensor/nodes';
const logs = '/var/log/cortensor';
const mark = '/opt/cortensor-installer/.git/refs/fleet/upgrading';
const quiet = { command: /^journalctl /, answer: '' };
/** As iproute2 6.1 prints it. */
const served =
  'LISTEN 0      511        127.0.0.1:8090      0.0.0.0:*    users:(("cortensord",pid=71,fd=20))           \n' +
  'LISTEN 0      4096         0.0.0.0:18888     0.0.0.0:*    users:(("docker-proxy",pid=90,fd=4))\n';

const machine: MemoryMachine = {
  accounts: {
    users: [{ name: 'deploy', uid: 1000, gid: 1000, groups: ['docker'] }],
    groups: [
      { name: 'deploy', gid: 1000 },
      { name: 'docker', gid: 990 },
    ],
  },
  units: { 'cortensord@eph.service': unit, 'cortensord@ded.service': unit, 'docker.service': { active: true } },
  programs: ['ss', 'journalctl'],
  commands: [
    { command: 'ss -H -l -t -n -p', answer: served },
    quiet,
    { command: '/usr/local/bin/cortensord --version', answer: 'cortensord 2.0.0\n' },
  ],
};

/** A server that the formula was applied to, and then `harm` done to it. */
async function examine(
  harm: (host: MemoryHost) => Promise<unknown> = async () => undefined,
  { more = {}, named = {}, about = minion }: { more?: MemoryMachine; named?: object; about?: SpecMinion } = {},
) {
  const host = memoryHost({ ...machine, ...more });
  const context = specContext(about, host);
  const plan = await readPlan(specContext(minion, host));
  const own = { uid: 1000, gid: 1000 };
  for (const path of [nodes, logs]) await host.files.makeDirectory(path, own, { parents: true });
  for (const [name, environment] of plan.nodes) {
    await host.files.makeDirectory(`${nodes}/${name}`, { ...own, mode: 0o755 });
    const text = await renderEnvironment(specContext(minion, host), name, environment);
    await host.files.write(`${nodes}/${name}/.env-${name}`, `${text}\n`, { ...own, mode: 0o600 });
    await host.files.symlink(`${nodes}/${name}/.env`, `${nodes}/${name}/.env-${name}`, own);
    for (const log of [`cortensord-${name}`, `cortensord-llm-${name}`])
      await host.files.write(`${logs}/${log}.log`, '', { ...own, mode: 0o644 });
  }
  await host.files.write('/usr/local/bin/cortensord', '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  await host.files.makeDirectory('/var/lib', {}, { parents: true });
  await host.files.write('/var/lib/cortensor_warmup_done', 'done\n');
  await host.files.makeDirectory('/proc/71', {}, { parents: true });
  await host.files.write('/proc/71/cgroup', '0::/system.slice/system-cortensord.slice/cortensord@eph.service\n');
  await harm(host);
  const given = { positional: [], named: fromPlain(named) as ValueMap };
  const { value, retcode } = await callFunction(functionTable, 'cortensord.doctor', given, host, context);
  const report = toPlain(value) as Record<string, { check: string; ok: boolean; message: string; hint?: string }[]>;
  const wrong = Object.entries(report).flatMap(([name, rows]) =>
    rows.filter(({ ok }) => !ok).map(({ check, message }) => `${name} ${check}: ${message}`),
  );
  expect(JSON.stringify(report)).not.toContain(key.slice(2));
  return { report, wrong, retcode };
}

describe('cortensord.doctor', () => {
  it('finds nothing wrong with what the formula made, and says what it looked at', async () => {
    const { report, wrong, retcode } = await examine();
    expect({ wrong, retcode }).toEqual({ wrong: [], retcode: 0 });
    expect(Object.keys(report)).toEqual(['(server)', 'eph', 'ded']);
    expect(report['(server)']!.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['account', 'binary', 'docker', 'warm-up', 'ipfs', 'disk', 'stale']),
    );
    expect(report['eph']).toEqual(
      expect.arrayContaining([
        { check: 'kind', ok: true, message: 'an ephemeral node' },
        { check: 'ports', ok: true, message: 'port 8090 (LLM_WORKER_BASE_PORT) is served' },
        {
          check: 'ports',
          ok: true,
          message: 'port 18888 (LLM_GATEWAY_WORKER_BASE_PORT) is served by a container',
        },
      ]),
    );
  });

  const env = `${nodes}/eph/.env-eph`;
  const edit = (change: (text: string) => string) => async (host: MemoryHost) =>
    host.files.write(env, change((await host.files.read(env)).toString('utf8')));
  it.each<[string, (host: MemoryHost) => Promise<unknown>, string]>([
    ['a mode that others can read', (host) => host.files.setOwnership(env, { mode: 0o644 }), 'has mode 0644, not 0600'],
    [
      'a directory of root',
      (host) => host.files.setOwnership(`${nodes}/eph`, { uid: 0 }),
      'belongs to root, not to deploy',
    ],
    ['an environment without a key', edit((text) => text.replace(/^CHAINID=.*\n/m, '')), 'without CHAINID'],
    ['another value of a key', edit((text) => text.replace(/5f1e/, 'aaaa')), 'with another value of NODE_PRIVATE_KEY'],
    ['a key of its own', edit((text) => `${text}EXTRA=1\n`), 'with EXTRA, which the pillar does not have'],
    [
      'a comment behind a value',
      edit((text) => text.replace('DOCKER_IPFS=0', 'DOCKER_IPFS=0 # no')),
      'DOCKER_IPFS has a comment',
    ],
    ['a broken line', edit((text) => `${text}second half of a value\n`), 'is no NAME=value'],
    ['no environment', (host) => host.files.remove(env), `${env} does not exist`],
    [
      'a log of root',
      (host) => host.files.setOwnership(`${logs}/cortensord-llm-eph.log`, { uid: 0 }),
      'cortensord-llm-eph.log belongs to root',
    ],
    [
      'a link that leads elsewhere',
      (host) => host.files.symlink(`${nodes}/eph/.env`, '/etc/passwd'),
      'does not lead to',
    ],
    ['a dead service', (host) => host.services.stop('cortensord@eph'), 'unit: cortensord@eph is inactive'],
    ['a service that does not come back', (host) => host.services.disable('cortensord@eph'), 'does not start at boot'],
    ['a dead docker', (host) => host.services.stop('docker'), 'docker is inactive'],
    ['no warm-up', (host) => host.files.remove('/var/lib/cortensor_warmup_done'), 'no instance is started without it'],
    ['a pointer as the program', (host) => host.files.write('/usr/local/bin/cortensord', 'ver'), 'that is a pointer'],
    [
      'an upgrade that was interrupted',
      (host) => host.files.write('/usr/local/bin/cortensord.before-upgrade', ''),
      'an upgrade was interrupted',
    ],
    [
      'an upgrade that was interrupted before it kept the program',
      async (host) => {
        await host.files.makeDirectory(mark.slice(0, mark.lastIndexOf('/')), {}, { parents: true });
        await host.files.write(mark, 'abc\n');
      },
      'an upgrade was interrupted',
    ],
    [
      'two IPFS servers',
      async (host) => host.files.write(`${nodes}/ded/.env-ded`, 'ENABLE_IPFS_SERVER=1\n'),
      'ded and eph run an IPFS server each',
    ],
    [
      'a port that another program took',
      (host) => host.files.write('/proc/71/cgroup', '0::/system.slice/nginx.service\n'),
      'port 8090 (LLM_WORKER_BASE_PORT) is taken by cortensord (pid 71)',
    ],
    [
      'a port that another instance took',
      (host) => host.files.write('/proc/71/cgroup', '0::/x/cortensord@ded.service\n'),
      'taken by cortensord@ded.service',
    ],
  ])('names %s, and fails', async (_defect, harm, sentence) => {
    const { wrong, retcode } = await examine(harm);
    expect(wrong.join('\n')).toContain(sentence);
    expect(retcode).toBe(1);
  });

  it.each<[string, MemoryMachine, string]>([
    [
      'errors of the journal, without the key that they hold',
      {
        commands: [
          machine.commands![0]!,
          { command: /^journalctl .*--unit=cortensord@eph/, answer: `bad key ${key}\n` },
          quiet,
          machine.commands![2]!,
        ],
      },
      'in the journal: bad key 0x**********',
    ],
    [
      'a disk that is full',
      { spaces: { '/': { total: 1e11, used: 99e9, available: 1e8, inodes: 9, inodesUsed: 1 } } },
      'GiB of 93.1 are free at /opt/cortensor/nodes',
    ],
    [
      'an instance that stumbles',
      { units: { ...machine.units, 'cortensord@eph.service': { ...unit, restarts: 9 } } },
      'was restarted 9 times',
    ],
    [
      'an instance that left the pillar',
      { units: { ...machine.units, 'cortensord@old.service': unit } },
      '(server) stale: old: not in the pillar',
    ],
    [
      'an account without docker',
      { accounts: { ...machine.accounts, users: [{ name: 'deploy', uid: 1000, gid: 1000 }] } },
      'not in the group docker',
    ],
    [
      'a program that does not run',
      { commands: [machine.commands![0]!, quiet, { command: /--version$/, answer: { exitCode: 127 } }] },
      '--version ended with 127',
    ],
  ])('names %s', async (_defect, more, sentence) => {
    const { wrong, retcode } = await examine(undefined, { more });
    expect(wrong.join('\n')).toContain(sentence);
    expect(retcode).toBe(1);
  });

  it('tells one instance, or only what is wrong', async () => {
    expect(Object.keys((await examine(undefined, { named: { instance: 'd*' } })).report)).toEqual(['(server)', 'ded']);
    const harm = (host: MemoryHost) => host.services.stop('cortensord@eph');
    const { report } = await examine(harm, { named: { failed: true } });
    expect(Object.entries(report).map(([name, rows]) => [name, rows.map(({ check }) => check)])).toEqual([
      ['eph', ['unit']],
    ]);
    await expect(examine(undefined, { named: { instance: 'none' } })).rejects.toThrow(
      /gives this server no instance none/,
    );
  });

  it('needs the formula', async () => {
    await expect(examine(undefined, { about: { ...minion, tree: {} } })).rejects.toThrow(/the formula is not there/);
  });
});
