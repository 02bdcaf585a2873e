import { beforeEach, describe, expect, it } from '@jest/globals';
import { callFunction, type FunctionContext } from '@fleet/execution';
import { memoryHost, type Host } from '@fleet/platform';
import { fromPlain, isMap, type Value, type ValueMap } from '@fleet/values';
import { InProcessStateLock, makeStateFunctions } from '../index.js';
import { treeOf } from '../spec-tree.js';

const tree = {
  'written.sls': '/etc/a:\n  file.managed:\n    - contents: one\n',
  'pillared.sls': '/etc/a:\n  file.managed:\n    - contents: {{ pillar.word }}\n',
  'kept.sls': '/etc/a:\n  file.managed:\n    - contents_pillar: deep:word\n',
  'sourced.sls': '/etc/a:\n  file.managed:\n    - source: salt://files/a\n',
  'rendered.sls': '/etc/a:\n  file.managed:\n    - source: salt://files/t\n    - template: jinja\n',
  'folder.sls': '/etc/d:\n  file.recurse:\n    - source: salt://files/d\n    - clean: True\n',
  'files/a': 'one\n',
  'files/t': '{# a remark #}{{ pillar.word }}\n',
  'files/d/x': 'x\n',
  'files/d/y': 'y\n',
};
const pillar = { word: 'one', other: 'x', deep: { word: 'one' } };

let host: Host;
let kept: string | undefined;
let damaged: number;
beforeEach(async () => {
  host = memoryHost();
  await host.files.makeDirectory('/etc', { mode: 0o755 }, { parents: true });
  [kept, damaged] = [undefined, 0];
});

interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly pillar?: Record<string, unknown>;
  readonly key?: Buffer;
}

async function run(sls: string, test: boolean, world: World = {}): Promise<Map<string, ValueMap>> {
  const context: FunctionContext = {
    ...{ id: 'web1', version: '0', jid: '20260101000000000001', opts: new Map() },
    grains: async () => new Map(),
    pillar: async () => fromPlain((world.pillar ?? pillar) as never) as ValueMap,
    refresh: async () => undefined,
    tree: async () => treeOf({ ...tree, ...world.files }),
    call: async () => null,
    functions: () => new Map(),
    stateDocs: () => new Map(),
    progress: () => undefined,
    signal: new AbortController().signal,
    applied: {
      key: async () => world.key ?? Buffer.alloc(32, 7),
      read: async () => kept,
      damaged: () => void (damaged += 1),
      update: async (change) => void (kept = change(kept)),
    },
  };
  const table = new Map(
    makeStateFunctions(new InProcessStateLock()).map((definition) => [definition.name, definition]),
  );
  const named = new Map<Value, Value>([['test', test]]);
  const { value } = await callFunction(table, 'state.apply', { positional: [sls], named }, host, context);
  if (!isMap(value)) throw new Error(JSON.stringify(value));
  return value as Map<string, ValueMap>;
}

/** What a dry run says of its one chunk. */
async function judged(sls: string, world: World = {}): Promise<[result: unknown, intended: unknown]> {
  const [chunk] = (await run(sls, true, world)).values();
  return [chunk?.get('result'), chunk?.get('intended')];
}

const byHand = (path: string): Promise<unknown> => host.files.write(path, 'by hand\n', { mode: 0o644 });

describe('what a dry run would change', () => {
  it.each([
    ['what stands in the SLS', 'written', '/etc/a'],
    ['a value of the pillar in the SLS', 'pillared', '/etc/a'],
    ['a value that the state takes from the pillar', 'kept', '/etc/a'],
    ['a file of the tree', 'sourced', '/etc/a'],
    ['a template', 'rendered', '/etc/a'],
    ['a folder of the tree', 'folder', '/etc/d/x'],
  ])('is not intended where the machine moved: %s', async (_what, sls, path) => {
    await run(sls, false);
    expect(await judged(sls)).toEqual([true, undefined]);
    await byHand(path);
    expect(await judged(sls)).toEqual([null, false]);
  });

  it.each<[string, string, World]>([
    ['what stands in the SLS', 'written', { files: { 'written.sls': tree['written.sls'].replace('one', 'two') } }],
    ['a value of the pillar in the SLS', 'pillared', { pillar: { ...pillar, word: 'two' } }],
    ['a value that the state takes from the pillar', 'kept', { pillar: { ...pillar, deep: { word: 'two' } } }],
    ['a file of the tree', 'sourced', { files: { 'files/a': 'two\n' } }],
    ['a template', 'rendered', { files: { 'files/t': 'two\n' } }],
    ['what a template puts in', 'rendered', { pillar: { ...pillar, word: 'two' } }],
    ['a file in a folder of the tree', 'folder', { files: { 'files/d/y': 'other\n' } }],
    ['a file more in a folder of the tree', 'folder', { files: { 'files/d/z': 'z\n' } }],
  ])('is intended where the wish moved: %s', async (_what, sls, world) => {
    await run(sls, false);
    expect(await judged(sls, world)).toEqual([null, true]);
    await run(sls, false, world);
    expect(await judged(sls, world)).toEqual([true, undefined]);
  });

  it.each<[string, string, World]>([
    ['another value of the pillar', 'pillared', { pillar: { ...pillar, other: 'y' } }],
    ['another value beside the one that the state takes', 'kept', { pillar: { ...pillar, other: 'y' } }],
    ['another file', 'sourced', { files: { 'files/b': 'new\n' } }],
    ['a remark in the template', 'rendered', { files: { 'files/t': '{# another #}{{ pillar.word }}\n' } }],
  ])('is not intended for what it does not look at: %s', async (_what, sls, world) => {
    await run(sls, false);
    await byHand('/etc/a');
    expect(await judged(sls, world)).toEqual([null, false]);
  });

  it('is intended where it was never applied', async () => {
    await run('written', false);
    expect(await judged('folder')).toEqual([null, true]);
  });

  it('is judged by what was applied last, and not by what a dry run saw', async () => {
    const moved = { files: { 'files/a': 'two\n' } };
    await run('sourced', false);
    await judged('sourced', moved);
    expect(await judged('sourced', moved)).toEqual([null, true]);
  });

  it.each([
    ['nothing was ever applied', undefined, 0],
    ['what was remembered is damaged', '{"v":1,"whole":true,"chunks":[["x"', 1],
    ['it is of another version', '{"v":2}', 1],
    ['it is empty, as a power cut leaves a file', '', 1],
  ])('is not judged where %s', async (_what, text, times) => {
    kept = text;
    expect(await judged('written')).toEqual([null, undefined]);
    expect(damaged).toBe(times);
  });

  it('is known again after a damage for what was applied since, and for nothing else', async () => {
    kept = 'garbage';
    await run('written', false);
    await byHand('/etc/a');
    expect(await judged('written')).toEqual([null, false]);
    expect(await judged('folder')).toEqual([null, undefined]);
  });

  it('tells nothing of a secret, not even to who guesses it', async () => {
    const secret = { pillar: { ...pillar, word: '1234' } };
    for (const sls of ['pillared', 'rendered']) await run(sls, false, secret);
    const own = kept ?? '';
    kept = undefined;
    for (const sls of ['pillared', 'rendered']) await run(sls, false, { ...secret, key: Buffer.alloc(32, 8) });
    expect(own).not.toContain('1234');
    expect(own).not.toContain('/etc');
    const texts = new Set(own.match(/[\w-]{22}/g));
    expect((kept ?? '').match(/[\w-]{22}/g)?.filter((text) => texts.has(text))).toEqual([]);
  });

  it('is written down no more than once where nothing new is applied', async () => {
    await run('written', false);
    const first = kept;
    await run('written', false);
    expect(kept).toBe(first);
  });
});
