import { describe, expect, it } from '@jest/globals';
import { columnsOf, plain } from '@fleet/output';
import { fromPlain } from '@fleet/values';
import { byGravity, instancesIn, instanceSummary, instanceTable, type InstanceRow } from './instance-table.js';

const now = Date.parse('2026-11-22T12:00:00Z');

function told(instance: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    formula: 'cortensord',
    instance,
    unit: `cortensord@${instance}.service`,
    state: 'running',
    since: '2026-11-22T09:00:00.000Z',
    restarts: 0,
    memory: 300 * 1024 ** 2,
    cpu_seconds: 1_080,
    ports: [8090, 18888],
    enabled: true,
    wanted: true,
    drift: [],
    ...more,
  };
}

const rows: InstanceRow[] = byGravity([
  ...instancesIn(
    'miner-01.example.org',
    fromPlain([
      told('node_01'),
      told('node_02', { drift: ['-CHAINID', '~HOST', '+LEFT', '~NODE_PRIVATE_KEY'] }),
      told('old', { wanted: false, drift: null }),
    ]),
  ),
  ...instancesIn(
    'miner-02.example.org',
    fromPlain([
      told('node_03', { state: 'stopped', since: null, memory: null, cpu_seconds: null, ports: [] }),
      told('node_04', { state: 'failed', restarts: 17, memory: null, ports: [] }),
      told('node_05', { state: 'restarting', restarts: 3, memory: 2_200_000_000, drift: ['no file'] }),
    ]),
  ),
]);

const shown = (width?: number): string[] => instanceTable(rows, plain, now, width).split('\n');

describe('the instances of a fleet', () => {
  it('stand with what failed first, then what is not as it should be', () => {
    expect(rows.map(({ instance }) => instance)).toEqual([
      'node_04',
      'node_05',
      'node_03',
      'old',
      'node_02',
      'node_01',
    ]);
  });

  it('have every column where there is room', () => {
    expect(shown()).toEqual([
      'MINION                INSTANCE  STATE       SINCE  RESTARTS   MEMORY     CPU  PORTS       DRIFT',
      'miner-02.example.org  node_04   failed      3 h          17',
      'miner-02.example.org  node_05   restarting  3 h           3  2.0 GiB          8090 18888  no file',
      'miner-02.example.org  node_03   stopped                   0',
      'miner-01.example.org  old       running     3 h           0  300 MiB  10.0 %  8090 18888  not in pillar',
      'miner-01.example.org  node_02   running     3 h           0  300 MiB  10.0 %  8090 18888  -CHAINID ~HOST +LEFT and 1 more',
      'miner-01.example.org  node_01   running     3 h           0  300 MiB  10.0 %  8090 18888',
    ]);
  });

  it.each([
    [120, 'miner-01.example.org  node_02   running     3 h           0  300 MiB  10.0 %  8090 18888  4 keys'],
    [100, 'miner-01.example.org  node_02   running     3 h           0  300 MiB  8090 18888  4 keys'],
    [80, 'miner-01.example.org  node_02   running     3 h           0  4 keys'],
    [68, 'miner-01.example.org  node_02   running     3 h    4 keys'],
    [45, 'miner-01.example.org  node_02   running'],
    [30, 'mine….org  node_02   running'],
    [20, 'mi…rg  no…02  runni…'],
  ])('in %i columns', (width, line) => {
    const [heading = '', ...lines] = shown(width);
    expect(lines[4]?.slice(0, 200)).toBe(line);
    for (const text of [heading, ...lines]) expect(columnsOf(text)).toBeLessThanOrEqual(Math.max(width, 20));
  });

  it('are named with their formula where there are several', () => {
    const two = instancesIn('a', fromPlain([told('x'), told('y', { formula: 'gonka' })]));
    expect(instanceTable(two, plain, now)).toMatch(/cortensord@x.*\n.*gonka@y/);
  });

  it('are counted', () => {
    expect(instanceSummary(rows)).toBe(
      '6 instances on 2 minions: 1 failed, 1 restarting, 1 stopped, 3 running, 2 with drift',
    );
  });

  it.each([[null], ['text'], [[1, 'x', null]], [{ a: 1 }]])('%j is no list of them', (value) => {
    expect(instancesIn('a', fromPlain(value))).toEqual([]);
  });

  it('of a minion that says what moves the cursor move nothing', () => {
    const row = instancesIn('a', fromPlain([told('\u001b[2Jx', { state: 'run\nning', ports: ['\u001b[H'] })]));
    expect(instanceTable(row, plain, now)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(instanceTable(row, plain, now).split('\n')).toHaveLength(2);
  });
});
