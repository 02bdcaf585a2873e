import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDiagnostic } from '@fleet/diagnostics';
import { fromPlain, stringifyExact, type ValueMap } from '@fleet/values';
import { compilePillar } from '../compile-pillar.js';
import type { PillarCompileRequest } from '../definition.js';
import { memoryTree } from '../spec-tree.js';
import { PillarCache } from './pillar-cache.js';

const map = (data: object): ValueMap => fromPlain(data) as ValueMap;

/** Everything that a minion, or an operator, gets to see of a compile. */
async function seen(request: PillarCompileRequest): Promise<string> {
  const outcome = await compilePillar(request);
  return outcome.ok
    ? [
        stringifyExact(outcome.value.pillar),
        outcome.value.secrets.join(),
        ...outcome.warnings.map(formatDiagnostic),
      ].join('\n')
    : outcome.diagnostics.map(formatDiagnostic).join('\n');
}

/** What changes between compiles. */
interface World {
  files: Record<string, string>;
  grains: Record<string, unknown>;
  id: string;
  opts: Record<string, unknown>;
  override?: Record<string, unknown>;
  environment?: string;
  merging: { strategy: 'smart' | 'overwrite'; mergeLists: boolean; includesOverride: boolean };
  nodegroups: ReadonlyMap<string, string>;
  scoped: boolean;
}

function request(world: World): PillarCompileRequest {
  return {
    tree: memoryTree({ base: world.files, dev: world.files }),
    id: world.id,
    grains: map(world.grains),
    opts: map(world.opts),
    merging: world.merging,
    nodegroups: world.nodegroups,
    scope: world.scoped ? [{ registry: 'nodes', assigned: 'mine' }] : [],
    ...(world.override && { override: map(world.override) }),
    ...(world.environment !== undefined && { environment: world.environment }),
  };
}

const name = fc.constantFrom('a', 'b', 'c', 'd.e');
const grain = fc.constantFrom('os', 'roles', 'cluster');
const line = fc.oneof(
  fc.tuple(name, fc.integer({ min: 0, max: 3 })).map(([key, value]) => `k_${key}: ${value}`),
  fc.constant('nodes: {n1: {token: x}, n2: {token: y}}'),
  fc.constantFrom('mine: [n1]', 'mine: [n2]', 'l: [1, 2]', 'l: [2, 3]', 'm: {x: 1}', 'm: {y: 2}'),
  grain.map((key) => `g_${key}: {{ grains.get('${key}', 'none')|json }}`),
  grain.map((key) => `{% if '${key}' in grains %}has_${key}: true{% endif %}`),
  fc.constantFrom(
    'all: {{ grains|length }}',
    'first: {{ grains.keys()|list|first }}',
    "{% for key, value in grains.items() %}{% if key == 'roles' %}seen: {{ value|json }}{% endif %}{% endfor %}",
    "{% do grains['roles'].append('added') %}appended: {{ grains['roles']|json }}",
    'who: {{ grains.id }}',
    'opt: {{ opts.get("home", "") }}',
    'who_opt: {{ opts.id }}',
    "{% if grains['os'] == 'Debian' %}o: {{ opts.home }}{% else %}o: {{ grains.cluster }}{% endif %}",
    "{% import_yaml 'map.yaml' as values %}imported: {{ values|json }}",
    "{% include 'part.txt' ignore missing %}",
    'env: {{ saltenv }}',
    "called: {{ salt['grains.get']('cluster', 'none')|json }}",
    "chosen: {{ salt['grains.filter_by']({'Debian': 1, 'Arch': 2}, 'os') }}",
    "config: {{ salt['config.get']('home') }}",
    'given: {{ port|default("none") }}',
    'chance: {{ [1, 1]|random }}',
    'wrong: {{ nope.x }}',
  ),
);
const include = fc.oneof(
  name.map((sls) => `include: [${sls}]`),
  fc
    .tuple(name, fc.integer({ min: 0, max: 1 }))
    .map(([sls, port]) => `include: [{${sls}: {key: 'in:${port}', defaults: {port: ${port}}}}]`),
);
const sls = fc
  .tuple(fc.option(include), fc.uniqueArray(line, { maxLength: 4, selector: (text) => text.replace(/:.*/, '') }))
  .map(([head, lines]) => [...(head === null ? [] : [head]), ...lines, ''].join('\n'));
const target = fc.constantFrom("'*'", 'web1', 'web2', "'G@os:Debian'", "'N@group'", "'G@cluster:x and web*'");
const top = fc
  .uniqueArray(fc.tuple(target, fc.uniqueArray(name, { minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([key]) => key,
  })
  .map(
    (rows) =>
      `{% if grains.get('cluster') == 'x' %}# x{% endif %}\nbase:\n${rows.map(([key, list]) => `  ${key}: [${list.join(', ')}]`).join('\n')}\n`,
  );
const path = fc.constantFrom('a.sls', 'b.sls', 'c.sls', 'd/e.sls');

const edit: fc.Arbitrary<(world: World) => void> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(path, sls).map(
      ([file, text]) =>
        (world: World) =>
          void (world.files[file] = text),
    ),
  },
  { weight: 2, arbitrary: top.map((text) => (world: World) => void (world.files['top.sls'] = text)) },
  fc.integer({ min: 0, max: 3 }).map((value) => (world: World) => void (world.files['map.yaml'] = `x: ${value}\n`)),
  fc.boolean().map((there) => (world: World) => {
    if (there) world.files['part.txt'] = 'part: 1\n';
    else delete world.files['part.txt'];
  }),
  path.map((file) => (world: World) => void delete world.files[file]),
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          os: fc.constantFrom('Debian', 'Arch'),
          roles: fc.constantFrom([], ['a'], ['a', 'b'], '["a"]'),
          cluster: fc.constantFrom('x', 'y', null, 1, '1'),
        },
        { requiredKeys: [] },
      )
      .map((grains) => (world: World) => void (world.grains = grains)),
  },
  fc.constantFrom('web1', 'web2').map((id) => (world: World) => void (world.id = id)),
  fc.constantFrom('/home', '/srv').map((home) => (world: World) => void (world.opts = { home })),
  fc.constantFrom(undefined, { k_a: 9 }, { mine: ['n1', 'n2'] }).map((override) => (world: World) => {
    if (override) world.override = override;
    else delete world.override;
  }),
  fc.constantFrom(undefined, 'base', 'dev').map((environment) => (world: World) => {
    if (environment === undefined) delete world.environment;
    else world.environment = environment;
  }),
  fc
    .record({
      strategy: fc.constantFrom<'smart' | 'overwrite'>('smart', 'overwrite'),
      mergeLists: fc.boolean(),
      includesOverride: fc.boolean(),
    })
    .map((merging) => (world: World) => void (world.merging = merging)),
  fc
    .constantFrom('web1', 'web2')
    .map((member) => (world: World) => void (world.nodegroups = new Map([['group', member]]))),
  fc.boolean().map((scoped) => (world: World) => void (world.scoped = scoped)),
);

describe('the cache of renders', () => {
  it('never changes what a compile finds, whatever changed since', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(top, sls, sls, fc.array(edit, { minLength: 1, maxLength: 20 }), async (first, a, b, edits) => {
        const world: World = {
          files: { 'top.sls': first, 'a.sls': a, 'b.sls': b, 'map.yaml': 'x: 1\n' },
          grains: { os: 'Debian', roles: ['a'], cluster: 'x' },
          id: 'web1',
          opts: { home: '/home' },
          merging: { strategy: 'smart', mergeLists: false, includesOverride: false },
          nodegroups: new Map([['group', 'web1']]),
          scoped: true,
        };
        const cache = new PillarCache();
        for (const change of [() => undefined, ...edits]) {
          change(world);
          expect(await seen({ ...request(world), cache })).toBe(await seen(request(world)));
        }
        hits += cache.hits;
      }),
      { numRuns: 150 },
    );
    // Else this would hold of a cache that keeps nothing.
    expect(hits).toBeGreaterThan(1000);
  });

  it('renders once what no minion has a part in, and once for each answer where it looks at something', async () => {
    const files = {
      'top.sls': "base:\n  '*': [plain, os, who]\n",
      'plain.sls': 'a: {{ 1 + 1 }}\n',
      'os.sls': "os: {{ grains['os'] }}\n",
      'who.sls': 'who: {{ grains.id }}\n',
    };
    const tree = memoryTree({ base: files });
    const cache = new PillarCache();
    for (let index = 0; index < 100; index += 1)
      await compilePillar({
        tree,
        cache,
        id: `web${index}`,
        grains: map({ os: index % 2 ? 'Debian' : 'Arch', other: index }),
      });
    expect(cache.misses).toBe(1 + 1 + 2 + 100);
  });

  it('keeps no text that rests on the time or on chance', async () => {
    const tree = memoryTree({
      base: { 'top.sls': "base: {'*': [a]}\n", 'a.sls': 'x: {{ range(90000)|random }}\n' },
    });
    const cache = new PillarCache();
    const pillars = [];
    for (let index = 0; index < 3; index += 1) pillars.push(await seen({ tree, cache, id: 'web1', grains: map({}) }));
    expect(new Set(pillars).size).toBe(3);
  });

  it('lets go of the oldest when it is full', async () => {
    const cache = new PillarCache(3_000);
    const compile = (index: number) =>
      compilePillar({
        tree: memoryTree({ base: { 'top.sls': "base: {'*': [a]}\n", 'a.sls': `x: ${index}\n` } }),
        cache,
        id: 'web1',
        grains: map({}),
      });
    for (let index = 0; index < 50; index += 1) await compile(index);
    const before = cache.misses;
    await compile(49);
    expect(cache.misses).toBe(before);
    await compile(0);
    expect(cache.misses).toBe(before + 1);
  });

  it('lends no data that a template could change for the next minion', async () => {
    const tree = memoryTree({
      base: {
        'top.sls': "base: {'*': [a]}\n",
        'a.sls': "{% import_yaml 'm.yaml' as m %}{% do m.l.append(grains.id) %}x: {{ m.l }}\n",
        'm.yaml': 'l: [one]\n',
      },
    });
    const cache = new PillarCache();
    for (const id of ['web1', 'web2', 'web1'])
      expect(await seen({ tree, cache, id, grains: map({}) })).toContain(`["one","${id}"]`);
  });
});
