import { describe, expect, it } from '@jest/globals';
import type { FileTree } from '@fleet/fileserver';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { fromPlain, toPlain, type Value, type ValueMap } from '@fleet/values';
import { callFunction } from './call-function.js';
import type { FunctionContext } from './definition.js';
import { functionTable } from './table.js';

const machine: MemoryMachine = {
  files: { '/etc/hostname': 'miner-01\n', '/opt/link': { kind: 'symlink', target: '/etc/hostname' } },
  units: {
    'cortensord@.service': {},
    'cortensord@node_01.service': { active: true, enabled: true },
    'cortensord@node_02.service': { enabled: true },
    'docker.service': { active: true },
  },
  packages: { installed: { git: '1:2.39.5-0+deb12u2' } },
  commands: [{ command: 'echo out; echo err >&2', answer: { stdout: 'out\n', stderr: 'err\n' } }],
  programs: ['git'],
};

const grains = {
  id: 'miner-01',
  os: 'Debian',
  os_family: 'Debian',
  roles: ['miner', 'gpu'],
  systemd: { version: '252' },
};
const pillar = { cortensord: { CHAINID: 421614, user: 'deploy' }, list: ['a', 'b'], nothing: null };

const file = { path: 'app/defaults.yaml', sha256: '', size: 9, mode: 0o644 };
const tree: FileTree = {
  revision: 'spec',
  environments: ['base'],
  list: async () => [file],
  entry: async (_environment, path) => (path === file.path ? file : undefined),
  read: async () => Buffer.from('port: 80\n'),
  peek: () => undefined,
};

function contextOf(refreshed: string[]): FunctionContext {
  const context: FunctionContext = {
    id: 'miner-01',
    version: '1.2.3',
    jid: '20261121050000000000',
    opts: fromPlain({ home_dir: '/home/deploy' }) as ValueMap,
    grains: async () => fromPlain(grains) as ValueMap,
    pillar: async () => fromPlain(pillar) as ValueMap,
    refresh: async (what) => void refreshed.push(what),
    tree: async () => tree,
    call: () => Promise.reject(new Error('no call here')),
    functions: () => functionTable,
    stateDocs: () => new Map([['file.managed', { doc: 'Keep a file.' }]]),
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  return context;
}

interface Case {
  readonly call: string;
  readonly positional?: unknown[];
  readonly named?: Record<string, unknown>;
  /** Expected value, and retcode where it is not 0. */
  readonly value?: unknown;
  readonly retcode?: number;
  /** Expected refusal: its code and what its sentence says. */
  readonly refused?: [code: string, says: RegExp];
}

const cases: Case[] = [
  { call: 'test.ping', value: true },
  { call: 'test.version', value: '1.2.3' },
  { call: 'test.echo', positional: ['hi'], value: 'hi' },
  {
    call: 'test.arg',
    positional: [1, 'two'],
    named: { three: [3] },
    value: { args: [1, 'two'], kwargs: { three: [3] } },
  },
  { call: 'test.kwarg', named: { num: 1, txt: 'two' }, value: { num: 1, txt: 'two' } },
  { call: 'test.kwarg', positional: ['stray'], refused: ['bad-arguments', /takes no values/] },
  { call: 'test.fail', refused: ['failed', /asked to fail/] },
  { call: 'test.pign', refused: ['unknown-function', /did you mean test\.ping\?/] },
  { call: 'test.ping', positional: ['surplus'], refused: ['bad-arguments', /value/] },
  { call: 'grains.items', value: grains },
  { call: 'grains.get', positional: ['systemd:version'], value: '252' },
  { call: 'grains.get', positional: ['nope', 'dflt'], value: 'dflt' },
  { call: 'grains.get', positional: ['nope'], value: '' },
  { call: 'grains.item', positional: ['os', 'nope'], value: { os: 'Debian', nope: '' } },
  { call: 'grains.ls', value: ['id', 'os', 'os_family', 'roles', 'systemd'] },
  { call: 'grains.keys', value: ['id', 'os', 'os_family', 'roles', 'systemd'] },
  { call: 'cp.get_file_str', positional: ['salt://app/defaults.yaml'], value: 'port: 80\n' },
  { call: 'cp.get_file_str', positional: ['/etc/hostname'], value: 'miner-01\n' },
  { call: 'cp.get_file_str', positional: ['salt://nope'], value: false },
  { call: 'cp.get_file_str', positional: ['salt://../etc/shadow'], refused: ['bad-arguments', /leaves the root/] },
  { call: 'grains.filter_by', positional: [{ Debian: { a: 1 }, default: { a: 2 } }], value: { a: 1 } },
  {
    call: 'grains.filter_by',
    positional: [{ RedHat: { a: 1 }, default: { a: 2 } }],
    named: { merge: { b: 3 } },
    value: { a: 2, b: 3 },
  },
  {
    call: 'grains.filter_by',
    positional: [{ gpu: { a: 1 }, default: { z: 0 } }],
    named: { grain: 'roles', base: 'default' },
    value: { z: 0, a: 1 },
  },
  { call: 'pillar.items', value: pillar },
  { call: 'pillar.items', positional: ['cortensord:user'], value: { 'cortensord:user': 'deploy' } },
  { call: 'pillar.get', positional: ['cortensord:CHAINID'], value: 421614 },
  { call: 'pillar.get', positional: ['list:1'], value: 'b' },
  { call: 'pillar.get', positional: ['nothing', 'dflt'], value: null },
  {
    call: 'pillar.get',
    positional: ['cortensord'],
    named: { default: { extra: 1 }, merge: true },
    value: { extra: 1, CHAINID: 421614, user: 'deploy' },
  },
  { call: 'pillar.keys', positional: ['cortensord'], value: ['CHAINID', 'user'] },
  { call: 'pillar.keys', positional: ['list'], refused: ['failed', /list is no mapping/] },
  { call: 'pillar.keys', positional: ['nope'], refused: ['not-found', /nothing at nope/] },
  { call: 'pillar.ls', value: ['cortensord', 'list', 'nothing'] },
  { call: 'config.get', positional: ['home_dir'], value: '/home/deploy' },
  { call: 'config.get', positional: ['os'], value: 'Debian' },
  { call: 'config.get', positional: ['cortensord:user'], value: 'deploy' },
  { call: 'config.get', positional: ['nope'], named: { default: 7 }, value: 7 },
  { call: 'cmd.run', positional: ['echo out; echo err >&2'], value: 'out\nerr' },
  {
    call: 'cmd.run_all',
    positional: ['false'],
    value: expect.objectContaining({ retcode: 1, stdout: '', stderr: '' }),
    retcode: 1,
  },
  { call: 'cmd.retcode', positional: ['false'], value: 1, retcode: 0 },
  { call: 'cmd.run', positional: ['false'], value: '', retcode: 1 },
  { call: 'cmd.run', positional: ['true'], named: { cdw: '/' }, refused: ['bad-arguments', /cdw.*cwd/s] },
  { call: 'cmd.which', positional: ['git'], value: expect.stringMatching(/\/git$/) },
  { call: 'cmd.has_exec', positional: ['nope'], value: false },
  { call: 'service.status', positional: ['cortensord@node_01'], value: true },
  {
    call: 'service.status',
    positional: ['cortensord@*'],
    value: { 'cortensord@node_01.service': true, 'cortensord@node_02.service': false },
  },
  { call: 'service.enabled', positional: ['cortensord@node_01'], value: true },
  { call: 'service.available', positional: ['nope'], value: false },
  { call: 'service.missing', positional: ['nope'], value: true },
  { call: 'service.status', positional: ['dokcer'], refused: ['not-found', /no unit dokcer; did you mean docker\?/] },
  { call: 'service.restart', positional: ['nope*'], refused: ['not-found', /no unit matches nope\*/] },
  { call: 'service.restart', refused: ['bad-arguments', /name/] },
  { call: 'file.file_exists', positional: ['/opt/link'], value: true },
  { call: 'file.directory_exists', positional: ['/etc'], value: true },
  { call: 'file.read', positional: ['/etc/hostname'], value: 'miner-01\n' },
  { call: 'file.read', positional: ['/nope'], refused: ['not-found', /nope/] },
  {
    call: 'file.stats',
    positional: ['/opt/link'],
    value: expect.objectContaining({ type: 'file', size: 9, mode: '0644', target: '/etc/hostname' }),
  },
  {
    call: 'file.stats',
    positional: ['/opt/link'],
    named: { follow_symlinks: false },
    value: expect.objectContaining({ type: 'link', target: '/etc/hostname' }),
  },
  { call: 'file.stats', positional: ['/nope'], refused: ['not-found', /Path not found: \/nope/] },
  { call: 'pkg.version', positional: ['git'], value: '1:2.39.5-0+deb12u2' },
  { call: 'pkg.version', positional: ['nope'], value: '' },
  {
    call: 'slsutil.merge',
    positional: [
      { a: { b: 1 }, l: [1] },
      { a: { c: 2 }, l: [2] },
    ],
    value: { a: { b: 1, c: 2 }, l: [2] },
  },
  { call: 'slsutil.merge', positional: [{ l: [1] }, { l: [2] }], named: { merge_lists: true }, value: { l: [1, 2] } },
  {
    call: 'slsutil.merge',
    positional: [{ a: { b: 1 } }, { a: { c: 2 } }],
    named: { strategy: 'overwrite' },
    value: { a: { c: 2 } },
  },
  {
    call: 'slsutil.merge',
    positional: [{ a: 1, c: 3 }, { a: 2 }],
    named: { strategy: 'list' },
    value: { a: [1, 2], c: 3 },
  },
  {
    call: 'slsutil.merge',
    positional: [{}, {}],
    named: { strategy: 'nope' },
    refused: ['bad-arguments', /one of smart/],
  },
  {
    call: 'sys.list_functions',
    positional: ['defaults'],
    value: ['defaults.deepcopy', 'defaults.get', 'defaults.merge', 'defaults.update'],
  },
  {
    call: 'sys.doc',
    positional: ['test.ping'],
    value: { 'test.ping': expect.stringContaining("Example: fleetctl '*' test.ping") },
  },
  { call: 'sys.doc', positional: ['test.pign'], refused: ['not-found', /did you mean test\.ping/] },
  { call: 'sys.state_doc', positional: ['file'], value: { 'file.managed': 'Keep a file.' } },
];

const sentence = ({ call, positional = [], named = {} }: Case) =>
  `${call} ${positional.map((value) => JSON.stringify(value)).join(' ')} ${Object.keys(named).join(' ')}`.trim();

describe('functions', () => {
  it.each(cases.map((one) => [sentence(one), one] as const))(
    '%s',
    async (_name, { call, positional = [], named = {}, value, retcode = 0, refused }) => {
      const given = { positional: positional.map((item) => fromPlain(item)), named: fromPlain(named) as ValueMap };
      const answer = callFunction(functionTable, call, given, memoryHost(machine), contextOf([]));
      if (refused) {
        await expect(answer).rejects.toMatchObject({ code: refused[0], message: expect.stringMatching(refused[1]) });
        return;
      }
      const result = await answer;
      expect({ value: plain(result.value), retcode: result.retcode }).toEqual({ value, retcode });
    },
  );

  it.each(['start', 'stop', 'restart', 'enable', 'disable', 'mask', 'unmask'])(
    'service.%s does it to every unit of a glob, and says so',
    async (action) => {
      const host = memoryHost(machine);
      const given = { positional: ['cortensord@*' as Value], named: new Map() };
      const result = await callFunction(functionTable, `service.${action}`, given, host, contextOf([]));
      expect(plain(result.value)).toEqual({ 'cortensord@node_01.service': true, 'cortensord@node_02.service': true });
      const active = await host.services.status('cortensord@node_02');
      if (action === 'start' || action === 'restart') expect(active.active).toBe(true);
      if (action === 'enable') expect(active.enabled).toBe(true);
      if (action === 'mask') expect(active.masked).toBe(true);
    },
  );

  it('service.restart of a glob goes on where one unit refuses, says why, and is no success', async () => {
    const host = memoryHost({
      ...machine,
      units: { ...machine.units, 'cortensord@node_01.service': { failsWith: 'no such key', enabled: true } },
    });
    const result = await callFunction(
      functionTable,
      'service.restart',
      { positional: ['cortensord@*'], named: new Map() },
      host,
      contextOf([]),
    );
    expect(plain(result.value)).toEqual({
      'cortensord@node_01.service': expect.stringContaining('no such key'),
      'cortensord@node_02.service': true,
    });
    expect(result.retcode).toBe(1);
  });

  it('service.restart gives one unit another process and leaves its siblings alone', async () => {
    const host = memoryHost({
      ...machine,
      units: { ...machine.units, 'cortensord@node_02.service': { active: true } },
    });
    const pids = async () =>
      (await host.services.statusOf(['cortensord@node_01', 'cortensord@node_02'])).map((status) => status.mainPid);
    const before = await pids();
    await callFunction(
      functionTable,
      'service.restart',
      { positional: ['cortensord@node_01'], named: new Map() },
      host,
      contextOf([]),
    );
    const after = await pids();
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });

  it('saltutil.refresh_pillar forgets what was cached', async () => {
    const refreshed: string[] = [];
    await callFunction(
      functionTable,
      'saltutil.refresh_pillar',
      { positional: [], named: new Map() },
      memoryHost(),
      contextOf(refreshed),
    );
    expect(refreshed).toEqual(['pillar']);
  });
});

/** Without the missing prototypes of `toPlain`, which Jest tells apart. */
function plain(value: Value): unknown {
  return structuredClone(toPlain(value));
}
