import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from '../definition.js';
import { memoryTree } from '../spec-tree.js';
import { explainPillar } from './explain-pillar.js';

const map = (data: object): ValueMap => fromPlain(data) as ValueMap;

async function explained(
  files: Record<string, string>,
  path: string | undefined,
  more: Partial<PillarCompileRequest> = {},
): Promise<unknown> {
  const outcome = await explainPillar(
    { tree: memoryTree({ base: files }), id: 'web1', grains: new Map(), ...more },
    path,
  );
  if (!outcome.ok) throw new Error(outcome.diagnostics.map(formatDiagnostic).join('\n'));
  return JSON.parse(JSON.stringify(toPlain(outcome.value))) as unknown;
}

const files = {
  'top.sls': "base:\n  '*': [common, nodes]\n  web1: [server]\n",
  'common.sls': '# fleet\ncortensord:\n  CHAINID: 1\n  user: deploy\n  l: [1]\n',
  'server.sls': 'cortensord:\n  CHAINID: {{ 4 + 5 }}\n  l: [2]\nassigned: [n1]\n',
  'nodes.sls': 'include: [extra]\nnodes: {n1: {KEY: a, password: p1}, n2: {KEY: b, password: p2}}\n',
  'extra.sls': 'nodes: {n1: {KEY: early}}\n',
};
const scope = [{ registry: 'nodes', assigned: 'assigned' }];

describe('an explanation', () => {
  it('names every file that set the value, in order, with its place, and the one that won', async () => {
    expect(await explained(files, 'cortensord:CHAINID')).toEqual({
      path: 'cortensord:CHAINID',
      value: 9,
      won: 'server.sls:2:3',
      steps: [
        { how: 'set', at: 'common.sls:3:3', sls: 'common', environment: 'base', value: 1 },
        { how: 'overrode', at: 'server.sls:2:3', sls: 'server', environment: 'base', value: 9 },
      ],
    });
  });

  it('says how mappings and lists were merged', async () => {
    expect(await explained(files, 'cortensord')).toMatchObject({
      value: { CHAINID: 9, user: 'deploy', l: [2] },
      steps: [{ how: 'set' }, { how: 'merged', value: { CHAINID: 9, l: [2] } }],
    });
    expect(await explained(files, 'cortensord:l')).toMatchObject({ steps: [{ how: 'set' }, { how: 'overrode' }] });
    const merging = { strategy: 'smart' as const, mergeLists: true, includesOverride: false };
    expect(await explained(files, 'cortensord:l', { merging })).toMatchObject({
      value: [1, 2],
      steps: [{ value: [1] }, { how: 'appended', value: [2] }],
    });
    expect(await explained(files, 'cortensord:l:0')).toMatchObject({
      value: 2,
      inside: 'cortensord:l, a list, which is set as a whole',
    });
  });

  it('shows what an include put under a key, and the defaults that it gave', async () => {
    const included = {
      'top.sls': "base: {'*': [a]}\n",
      'a.sls': 'include:\n  - b: {key: x:y, defaults: {port: 1, token: t}}\n',
      'b.sls': 'z: {{ port + 1 }}\n',
    };
    const include = { how: 'included', at: 'a.sls:2:5', key: 'x:y', defaults: { port: 1, token: '**********' } };
    expect(await explained(included, 'x:y:z')).toMatchObject({
      value: 2,
      won: 'b.sls:1:1',
      steps: [include, { how: 'set', at: 'b.sls:1:1', sls: 'b', environment: 'base' }],
    });
    expect(await explained(included, 'x')).toMatchObject({
      value: { y: { z: 2 } },
      steps: [include, { how: 'set', at: 'b.sls:1', value: { y: { z: 2 } } }],
    });
  });

  it('shows no secret under the name by which an include hands it on', async () => {
    const included = {
      'top.sls': "base: {'*': [a]}\n",
      'a.sls': 'include:\n  - b: {defaults: {handed: hunter2}}\n',
      'b.sls': 'password: {{ handed }}\nplain: 1\n',
    };
    for (const path of ['password', 'plain', 'passwort'])
      expect(JSON.stringify(await explained(included, path))).not.toContain('hunter2');
  });

  it('lets the pillar= override win', async () => {
    const override = map({ cortensord: { CHAINID: 7 } });
    expect(await explained(files, 'cortensord:CHAINID', { override })).toMatchObject({
      value: 7,
      won: 'pillar= override',
      steps: [{}, {}, { how: 'overrode', at: 'pillar= override', value: 7 }],
    });
  });

  it('tells what a later file removed', async () => {
    const removed = {
      'top.sls': "base: {'*': [a, b]}\n",
      'a.sls': 'x: {y: 1}\n',
      'b.sls': 'x: none\n',
    };
    expect(await explained(removed, 'x:y')).toMatchObject({
      value: null,
      why: 'it was set, and removed later',
      steps: [
        { how: 'set', value: 1 },
        { how: 'removed', at: 'b.sls:1:1', value: 'none' },
      ],
    });
    const merging = { strategy: 'overwrite' as const, mergeLists: false, includesOverride: false };
    expect(await explained({ ...removed, 'b.sls': 'x: {z: 1}\n' }, 'x:y', { merging })).toMatchObject({
      steps: [{ how: 'set' }, { how: 'removed', at: 'b.sls:1:1' }],
    });
  });

  it('masks secrets in every step', async () => {
    const text = JSON.stringify(await explained(files, 'nodes:n1', { scope }));
    expect(text).toContain('"KEY":"early"');
    expect(text).toContain('"password":"**********"');
    expect(text).not.toContain('p1');
    expect(JSON.stringify(await explained(files, 'nodes:n1:password', { scope }))).not.toContain('p1');
  });

  it('says that scope removed a path, and shows nothing of it, nor of its neighbours', async () => {
    const hidden = await explained(files, 'nodes:n2:KEY', { scope });
    expect(hidden).toEqual({
      path: 'nodes:n2:KEY',
      value: null,
      won: null,
      why: 'removed by scope: of nodes, this minion gets only what assigned names, and that is not n2',
    });
    const around = JSON.stringify(await explained(files, 'nodes', { scope }));
    expect(around).not.toContain('n2');
    expect(around).toContain('"how":"scoped"');
  });

  it('answers a path that nothing sets with the near match, of what this minion may know', async () => {
    expect(await explained(files, 'cortensord:CHIANID')).toMatchObject({
      value: null,
      why: 'nothing sets it',
      near: 'cortensord:CHAINID',
    });
    expect(await explained(files, 'cortensrd:CHAINID')).toMatchObject({ near: 'cortensord:CHAINID' });
    expect(JSON.stringify(await explained(files, 'nodes:n22:KEY', { scope }))).not.toContain('"n2"');
  });

  it('without a path names the files that feed each top-level key', async () => {
    expect(await explained(files, undefined, { override: map({ assigned: ['n1'] }) })).toEqual({
      cortensord: ['common.sls', 'server.sls'],
      nodes: ['extra.sls', 'nodes.sls'],
      assigned: ['server.sls', 'pillar= override'],
    });
  });

  it('refuses a pillar that does not compile', async () => {
    const outcome = await explainPillar({
      tree: memoryTree({ base: { 'top.sls': "base: {'*': [nope]}\n" } }),
      id: 'web1',
      grains: new Map(),
    });
    expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code: 'pillar.unknown-sls' }] });
  });
});
