import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { fromPlain, stringifyExact, type ValueMap } from '@fleet/values';
import { compilePillar } from '../compile-pillar.js';
import type { PillarCompileRequest } from '../definition.js';
import { explainPillar } from '../explain/explain-pillar.js';
import { memoryTree } from '../spec-tree.js';
import { encryptValue, makePillarKey } from './age.js';
import { Decrypter } from './decrypter.js';

const own = await makePillarKey();
const other = await makePillarKey();
const block = (text: string, indent: number): string => text.trimEnd().replace(/^/gm, ' '.repeat(indent));
const secret = await encryptValue('hunter2', [own.recipient]);
const foreign = await encryptValue('not for here', [other.recipient]);

const files = (value: string): Record<string, string> => ({
  'top.sls': "base: {'*': [a]}\n",
  'a.sls': `x: 1\nweb:\n  note: |\n${block(value, 4)}\n`,
});

function compile(tree: Record<string, string>, more: Partial<PillarCompileRequest> = {}) {
  return compilePillar({
    tree: memoryTree({ base: tree }),
    id: 'web1',
    grains: new Map(),
    decrypter: new Decrypter(async () => [own.identity]),
    ...more,
  });
}

async function problems(tree: Record<string, string>, more: Partial<PillarCompileRequest> = {}): Promise<string> {
  const outcome = await compile(tree, more);
  if (outcome.ok) throw new Error('it compiled');
  return outcome.diagnostics.map(formatDiagnostic).join('\n');
}

describe('a value that is encrypted at rest', () => {
  it('is opened, and secret whatever its key is called', async () => {
    expect(await compile(files(secret))).toMatchObject({
      ok: true,
      value: {
        pillar: new Map<string, unknown>([
          ['x', 1],
          ['web', new Map([['note', 'hunter2']])],
        ]),
        secrets: ['web:note'],
      },
    });
  });

  it('may be for several keys, and is opened by any of several identities', async () => {
    const both = await encryptValue('for both', [own.recipient, other.recipient]);
    for (const identities of [[own.identity], [other.identity], [(await makePillarKey()).identity, own.identity]]) {
      const decrypter = new Decrypter(async () => identities);
      expect(await compile(files(both), { decrypter })).toMatchObject({ ok: true, value: { secrets: ['web:note'] } });
    }
  });

  it('that cannot be opened is told with its place, and none of it is shown', async () => {
    const told = await problems(files(foreign));
    expect(told).toContain(
      'a.sls:3:3: error: the value of web:note cannot be decrypted: it is encrypted for other keys',
    );
    expect(told).toContain('pillar_identities');
    const broken = await problems(files(secret.replace(/^.{20}$/m, 'AAAA').replace(/\n.{5}/, '\nAAAAA')));
    expect(broken).toContain('a.sls:3:3: error: the value of web:note cannot be decrypted: it is no whole age file');
    expect(await problems(files(secret), { decrypter: new Decrypter(async () => []) })).toContain(
      'there is no key here',
    );
    expect((await compile(files(secret), { decrypter: undefined as never })).ok).toBe(false);
  });

  it('is secret under a key that no path can name, with what stands beside it', async () => {
    const tree = { 'top.sls': "base: {'*': [a]}\n", 'a.sls': `sites:\n  'http://x': |\n${block(secret, 4)}\n` };
    expect(await compile(tree)).toMatchObject({ ok: true, value: { secrets: ['sites:*'] } });
  });

  it('of another minion is never opened', async () => {
    const opened: string[] = [];
    class Counting extends Decrypter {
      override async open(armored: string): Promise<string> {
        opened.push(armored);
        return super.open(armored);
      }
    }
    const tree = {
      'top.sls': "base: {'*': [a]}\n",
      'a.sls': `nodes:\n  n1:\n    KEY: |\n${block(secret, 6)}\n  n2:\n    KEY: |\n${block(foreign, 6)}\nassigned: [n1]\n`,
    };
    const outcome = await compile(tree, {
      scope: [{ registry: 'nodes', assigned: 'assigned' }],
      decrypter: new Counting(async () => [own.identity]),
    });
    expect(outcome).toMatchObject({ ok: true, value: { secrets: ['nodes:n1:KEY'] } });
    expect(opened.map((text) => text.trim())).toEqual([secret.trim()]);
  });

  it('that the minion brings itself is not opened for it', async () => {
    const override = fromPlain({ mine: secret }) as ValueMap;
    const outcome = await compile({ 'top.sls': "base: {'*': []}\n" }, { override });
    expect(outcome).toMatchObject({ ok: true, value: { pillar: new Map([['mine', secret]]) } });
  });

  /** A text that only YAML makes an encrypted value again. */
  const inEscapes = secret.replaceAll('\n', '\\n').replaceAll(' ', '\\x20').replaceAll('AGE', '\\u0041GE');

  it.each<[string, Record<string, string>, string]>([
    ['as it is', { 'a.sls': 'x: {{ grains.stolen|json }}\n' }, secret],
    ['in the escapes of YAML', { 'a.sls': 'x: "{{ grains.stolen }}"\n' }, inEscapes],
    ['in other letters', { 'a.sls': "x: {{ grains.stolen|replace('_', ' ')|json }}\n" }, secret.replaceAll(' ', '_')],
    ['in a list', { 'a.sls': 'x: [1, {y: {{ grains.stolen|json }}}]\n' }, secret],
    [
      'by way of a macro',
      {
        'a.sls': "{% import 'm.j' as m %}x: {{ m.f(grains) }}\n",
        'm.j': '{% macro f(g) %}{{ g.stolen|json }}{% endmacro %}',
      },
      secret,
    ],
    [
      'by way of the defaults of an include',
      { 'a.sls': 'include: [{b: {defaults: {v: {{ grains.stolen|json }}}}}]\n', 'b.sls': 'x: {{ v|json }}\n' },
      secret,
    ],
    [
      'beside the value that it was copied from',
      {
        'a.sls': `x: {{ grains.stolen|json }}\nnodes:\n  n2:\n    KEY: |\n${block(secret, 6)}\n`,
      },
      secret,
    ],
    [
      'in the same line as the value that it was copied from',
      { 'a.sls': `{x: {{ grains.stolen|json }}, nodes: {n2: ${JSON.stringify(secret)}}}\n` },
      secret,
    ],
  ])('that a minion brings among its grains is not opened for it: %s', async (_case, tree, stolen) => {
    const opened: string[] = [];
    class Counting extends Decrypter {
      override async open(armored: string): Promise<string> {
        opened.push(armored);
        return super.open(armored);
      }
    }
    const told = await problems(
      { 'top.sls': "base: {'*': [a]}\n", ...tree },
      {
        grains: fromPlain({ stolen }) as ValueMap,
        scope: [{ registry: 'nodes', assigned: 'assigned' }],
        decrypter: new Counting(async () => [own.identity]),
      },
    );
    expect(told).toContain('is not opened: its file looks at grains');
    expect(told).toMatch(/^[ab]\.sls:1:/);
    expect(opened).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['in a block', { 'a.sls': `os: {{ grains.os }}\nx: |\n${block(secret, 2)}\n` }],
    ['in a block, after a comment', { 'a.sls': `os: {{ grains.os }}\nx: |- # for all\n${block(secret, 2)}\n` }],
    ['in quotes', { 'a.sls': `os: {{ grains.os }}\nx: ${JSON.stringify(secret)}\n` }],
    ['in a list', { 'a.sls': `os: {{ grains.os }}\nx:\n  - |\n${block(secret, 4)}\n` }],
    ['in a branch', { 'a.sls': `{% if grains.os == 'Debian' %}\nx: |\n${block(secret, 2)}\n{% endif %}\n` }],
    [
      'in an imported file, where no grain is looked at',
      { 'a.sls': "{% import_yaml 's.yaml' as s %}\nx: {{ s.v|json }}\n", 's.yaml': `v: |\n${block(secret, 2)}\n` },
    ],
  ])('is opened beside grains where it stands in its file: %s', async (_case, tree) => {
    const outcome = await compile(
      { 'top.sls': "base: {'*': [a]}\n", ...tree },
      { grains: fromPlain({ os: 'Debian', stolen: 'x' }) as ValueMap },
    );
    expect(outcome.ok ? JSON.stringify([...outcome.value.pillar]) : outcome.diagnostics).toContain('hunter2');
  });

  it.each(['l:0', 'l:-1', 'l:+0', 'm:7', 'm:07', 'm:+7', 'maps:note', 'l', 'm', 'maps'])(
    'is masked by whatever path one asks for it: %s',
    async (path) => {
      const text = `l:\n  - |\n${block(secret, 4)}\nm:\n  7: |\n${block(secret, 4)}\nmaps:\n  - note: |\n${block(secret, 6)}\n`;
      const outcome = await explainPillar(
        {
          tree: memoryTree({ base: { 'top.sls': "base: {'*': [a]}\n", 'a.sls': text } }),
          id: 'web1',
          grains: new Map(),
          decrypter: new Decrypter(async () => [own.identity]),
        },
        path,
      );
      if (!outcome.ok) throw new Error('it does not compile');
      const shown = stringifyExact(outcome.value);
      expect(shown).toContain('*****');
      expect(shown).not.toContain('hunter2');
    },
  );

  it('is masked where the pillar is explained, before and after it was opened', async () => {
    const outcome = await explainPillar(
      {
        tree: memoryTree({ base: files(secret) }),
        id: 'web1',
        grains: new Map(),
        decrypter: new Decrypter(async () => [own.identity]),
      },
      'web:note',
    );
    const text = JSON.stringify(outcome.ok ? [...outcome.value] : outcome.diagnostics, (_key, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
    expect(text).toContain('decrypted');
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('BEGIN AGE');
  });

  it('is opened once, and again only where it changed', async () => {
    let asked = 0;
    const decrypter = new Decrypter(async () => {
      asked += 1;
      return [own.identity];
    });
    for (let index = 0; index < 3; index += 1) await compile(files(secret), { decrypter });
    expect(asked).toBe(1);
    await compile(files(await encryptValue('changed', [own.recipient])), { decrypter });
    expect(asked).toBe(2);
  });
});

it('a key that stands where a recipient belongs is not repeated', async () => {
  await expect(encryptValue('x', [own.recipient, own.identity])).rejects.toThrow('recipient 2 is no age recipient');
});
