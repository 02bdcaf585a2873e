import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { compilePillar } from './compile-pillar.js';
import type { PillarCompileRequest } from './definition.js';
import type { ScopeRule } from './formula/definition.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleet-pillar-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const map = (data: object): ValueMap => fromPlain(data) as ValueMap;

async function compile(files: Readonly<Record<string, string>>, more: Partial<PillarCompileRequest> = {}) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const tree = await localTree({ base: [join(root, 'base')], prod: [join(root, 'prod')] });
  return compilePillar({ tree, id: 'web1', grains: map({ os: 'Debian' }), ...more });
}

async function data(
  files: Readonly<Record<string, string>>,
  more: Partial<PillarCompileRequest> = {},
): Promise<unknown> {
  const outcome = await compile(files, more);
  if (!outcome.ok) throw new Error(outcome.diagnostics.map(formatDiagnostic).join('\n'));
  return JSON.parse(JSON.stringify(toPlain(outcome.value.pillar))) as unknown;
}

async function problems(
  files: Readonly<Record<string, string>>,
  more: Partial<PillarCompileRequest> = {},
): Promise<string> {
  const outcome = await compile(files, more);
  if (outcome.ok) throw new Error('it compiled');
  return outcome.diagnostics.map(formatDiagnostic).join('\n');
}

const top = "base:\n  '*': [a]\n";

describe('a pillar', () => {
  it('gives a template the defaults of its include, and puts its data under the key', async () => {
    const files = {
      'base/top.sls': top,
      'base/a.sls': 'include:\n  - b:\n      key: x:y\n      defaults: {port: 8090}\n',
      'base/b.sls': 'next: {{ port + 1 }}\n',
    };
    expect(await data(files)).toEqual({ x: { y: { next: 8091 } } });
  });

  it('lets the including file win over what it includes, wherever the include stands', async () => {
    expect(
      await data({
        'base/top.sls': top,
        'base/a.sls': 'v: {x: own}\ninclude: [b]\n',
        'base/b.sls': 'v: {x: other, y: 2}\n',
      }),
    ).toEqual({ v: { x: 'own', y: 2 } });
  });

  it('merges environments, base first, unless one is asked for', async () => {
    const files = {
      'base/top.sls': "base: {'*': [a]}\nprod: {'*': [b]}\n",
      'base/a.sls': 'v: 1\nw: 1\n',
      'prod/b.sls': 'v: 2\n',
    };
    expect(await data(files)).toEqual({ v: 2, w: 1 });
    expect(await data({ ...files, 'prod/top.sls': "prod: {'*': [b]}\n" }, { environment: 'prod' })).toEqual({ v: 2 });
    expect(await problems(files, { environment: 'nope' })).toContain('no environment nope');
  });

  it('is empty, with a warning, where there is no top file', async () => {
    expect(await compile({ 'base/a.sls': 'x: 1\n' })).toMatchObject({
      ok: true,
      warnings: [{ code: 'pillar.no-top' }],
    });
  });

  it('leaves templates out of a file that says so, and reaches nothing outside of the tree', async () => {
    expect(await data({ 'base/top.sls': top, 'base/a.sls': "#!yaml\nx: '{{ not a template }}'\n" })).toEqual({
      x: '{{ not a template }}',
    });
    writeFileSync(join(root, 'outside.yaml'), 'secret: 1\n');
    expect(await problems({ 'base/a.sls': "{% import_yaml '../outside.yaml' as o %}\nx: {{ o }}\n" })).toContain(
      'a.sls:1',
    );
  });
});

describe('salt functions of a pillar template', () => {
  const told = async (expression: string, more: Partial<PillarCompileRequest> = {}): Promise<unknown> =>
    (
      (await data(
        { 'base/top.sls': top, 'base/a.sls': `x: {{ ${expression} | json }}\n` },
        {
          grains: map({ os_family: 'Debian', roles: ['db', 'web'], n: { m: 1 }, nothing: null }),
          opts: map({ home: '/h' }),
          ...more,
        },
      )) as { x: unknown }
    ).x;

  it.each<[string, unknown]>([
    ["salt['grains.get']('n:m')", 1],
    ["salt['grains.get']('nope', 7)", 7],
    ["salt.grains.get('nope')", ''],
    ["salt['grains.get']('n/m', delimiter='/')", 1],
    ["salt['grains.item']('os_family', 'nope')", { os_family: 'Debian', nope: '' }],
    ["salt['grains.has_value']('n:m')", true],
    ["salt['grains.get']('nope', none)", null],
    ["salt['grains.get']('nothing', 7)", null],
    ["salt['grains.item']('nothing')", { nothing: null }],
    ["salt['config.get']('nope', default=none)", null],
    ["salt['pillar.get']('nope', none)", null],
    ["salt['pillar.get']('nope', default=none)", null],
    ["salt['pillar.get']('x:y', {'z': 1})", { z: 1 }],
    ["salt['config.get']('home')", '/h'],
    ["salt['config.get']('os_family')", 'Debian'],
    ["salt['grains.filter_by']({'Debian': {'pkg': 'a'}, 'default': {'pkg': 'b'}})", { pkg: 'a' }],
    ["salt['grains.filter_by']({'w*': 1, 'db': 2}, grain='roles')", 2],
    [
      "salt['grains.filter_by']({'x': {'a': 1}, 'b': {'c': 1}}, default='x', base='b', merge={'d': 1})",
      { c: 1, a: 1, d: 1 },
    ],
    ["salt['slsutil.merge']({'a': {'b': 1}}, {'a': {'c': 2}})", { a: { b: 1, c: 2 } }],
  ])('%s', async (expression, expected) => {
    expect(await told(expression)).toEqual(expected);
  });

  it('reach nothing of the master', async () => {
    const text = await problems({ 'base/top.sls': top, 'base/a.sls': "x: {{ salt['cmd.run']('id') }}\n" });
    expect(text).toContain('a.sls:1');
    expect(text).toContain('pillar templates cannot call it');
  });
});

describe('what is wrong', () => {
  it.each<[string, string, string]>([
    ['a file that does not exist', 'include: [bee]\n', 'a.sls:1:11: error: there is no SLS bee'],
    ['an include that leads out', 'x: 1\ninclude: [...b]\n', 'a.sls:2:11: error: ...b leads out of the pillar tree'],
    ['an include that is no list', 'include: b\n', 'include must be a list'],
    ['an include with unknown options', 'include:\n  - b: {keys: x}\n', 'an include knows key and defaults, not keys'],
    ['a list for a mapping', '- 1\n', 'a is not a mapping'],
    ['a template that fails', 'x: 1\n\ny: {{ nope.z }}\n', 'a.sls:3'],
    ['a key that stands twice', 'x: 1\nx: 2\n', 'a.sls:2'],
    ['an unknown renderer', '#!pydsl\nx: 1\n', 'there is no renderer "pydsl"'],
  ])('is told with its place: %s', async (_case, text, expected) => {
    expect(await problems({ 'base/top.sls': top, 'base/a.sls': text, 'base/bees.sls': 'x: 1\n' })).toContain(expected);
  });

  it.each<[string, string, string]>([
    ['a target that is malformed', "base:\n  '( and':\n    - match: compound\n    - a\n", 'top.sls:2'],
    ['a target that asks for pillar', "base:\n  'I@x:y':\n    - a\n", 'asks for pillar'],
    ['a match that there is not', "base:\n  '*':\n    - match: pilar\n    - a\n", 'top.sls:3'],
    ['an environment that there is not', "bse:\n  '*': [a]\n", 'pillar_roots has no environment bse'],
    ['a list for targets', 'base: [a]\n', 'is not a mapping of targets'],
    ['a text for SLS names', "base: {'*': a}\n", 'needs a list of SLS names'],
  ])('is told of the top file: %s', async (_case, text, expected) => {
    expect(await problems({ 'base/top.sls': text, 'base/a.sls': 'x: 1\n' })).toContain(expected);
  });

  it('is told all at once, with the way there and what was probably meant', async () => {
    const text = await problems({
      'base/top.sls': "base: {'*': [a, comon]}\n",
      'base/a.sls': 'include: [b]\n',
      'base/b.sls': 'y: {{ nope.z }}\n',
      'base/common.sls': 'x: 1\n',
    });
    expect(text).toContain('Did you mean common?');
    expect(text).toMatch(/b\.sls:1[\s\S]*included from a\.sls:1/);
  });

  it('names a file that is not served because it leads out of the roots', async () => {
    mkdirSync(join(root, 'base'));
    writeFileSync(join(root, 'hidden.sls'), 'x: 1\n');
    symlinkSync(join(root, 'hidden.sls'), join(root, 'base/a.sls'));
    expect(await problems({ 'base/top.sls': top })).toContain('is a symlink that leads out of the roots');
  });
});

describe('a registry', () => {
  const scope: readonly ScopeRule[] = [{ registry: 'cortensord_nodes', assigned: 'cortensord_assigned_nodes' }];
  const nodes = 'cortensord_nodes:\n  n1: {NODE_PRIVATE_KEY: one}\n  n2: {NODE_PRIVATE_KEY: two}\n';
  const scoped = (assigned: string, more: Partial<PillarCompileRequest> = {}) =>
    data({ 'base/top.sls': top, 'base/a.sls': nodes + assigned }, { scope, ...more });

  it('holds only what is assigned to the minion', async () => {
    expect(await scoped('cortensord_assigned_nodes: [n2]\n')).toMatchObject({
      cortensord_nodes: { n2: { NODE_PRIVATE_KEY: 'two' } },
    });
    expect(JSON.stringify(await scoped('cortensord_assigned_nodes: [n2]\n'))).not.toContain('one');
  });

  it('is empty for a minion to which nothing is assigned', async () => {
    expect(await scoped('')).toEqual({ cortensord_nodes: {} });
  });

  it('does not follow an override that assigns more', async () => {
    const override = map({ cortensord_assigned_nodes: ['n1', 'n2'] });
    expect(JSON.stringify(await scoped('cortensord_assigned_nodes: [n2]\n', { override }))).not.toContain('one');
  });

  it('of another shape is refused, because it could not be held back', async () => {
    const list = 'cortensord_nodes: [{name: n1, NODE_PRIVATE_KEY: one}]\n';
    expect(await problems({ 'base/top.sls': top, 'base/a.sls': list }, { scope })).toContain(
      'cortensord_nodes must be a mapping',
    );
    expect(
      await problems({ 'base/top.sls': top, 'base/a.sls': `${nodes}cortensord_assigned_nodes: n1\n` }, { scope }),
    ).toContain('must be a list');
  });

  it('that no formula speaks of is delivered, with a warning', async () => {
    const files = { 'base/top.sls': top, 'base/a.sls': `${nodes}cortensord_assigned_nodes: [n1]\n` };
    expect(await compile(files, { formulas: [] })).toMatchObject({
      ok: true,
      warnings: [{ code: 'pillar.unscoped', summary: expect.stringContaining('all of cortensord_nodes is delivered') }],
    });
    expect(await compile(files, { formulas: [], scope })).toMatchObject({ ok: true, warnings: [] });
  });

  it('warns of an assigned entry that is not in it', async () => {
    const outcome = await compile(
      { 'base/top.sls': top, 'base/a.sls': `${nodes}cortensord_assigned_nodes: [n9]\n` },
      { scope },
    );
    expect(outcome).toMatchObject({
      ok: true,
      warnings: [{ severity: 'warning', summary: expect.stringContaining('names n9') }],
    });
  });
});

describe('secrets', () => {
  const files = {
    'base/top.sls': top,
    'base/a.sls': 'n: [{NODE_PRIVATE_KEY: x}]\nwallet: {secret: {a: 1, b: 2}}\npin: 1234\nempty_token: ""\nToken: t\n',
  };

  it('are named by path, whatever holds them', async () => {
    expect(await compile(files)).toMatchObject({
      ok: true,
      value: { secrets: ['n:0:NODE_PRIVATE_KEY', 'wallet:secret', 'Token'] },
    });
  });

  it('are what the configuration says', async () => {
    expect(await compile(files, { secretPatterns: ['PIN'] })).toMatchObject({ ok: true, value: { secrets: ['pin'] } });
  });
});
