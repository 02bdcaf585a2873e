import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileStates, type CompileContext } from '@fleet/highstate';
import type { Diagnostic } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import { stateTable } from '@fleet/states';
import { fromPlain, type ValueMap } from '@fleet/values';

/** A tree with a bit of everything; every case breaks it somewhere else. */
const whole: Readonly<Record<string, string>> = {
  'a.sls': `{%- from 'map.jinja' import settings with context %}
include:
  - web.part

{%- for name in settings.names %}
{{ name }}-conf:
  file.managed:
    - name: /etc/{{ name }}.conf
    - mode: '0644'
    - contents: |
        port={{ settings.port }}
        # 日本語 {{ name | upper }}
    - require:
      - test: part
{%- endfor %}

extend:
  part:
    test:
      - watch_in: [{file: web-conf}]
`,
  'map.jinja': `{%- set settings = {'names': ['web', 'db'], 'port': 80} %}
{%- macro unit(name) %}{{ name }}.service{% endmacro %}
`,
  'web/part.sls': `{%- from 'map.jinja' import unit %}
part:
  test.nop:
    - name: "{{ unit('part') }}"\t# a tab in a comment
    - list: [a, {b: 1, 'c': [2]}]
`,
};

const noise = [
  '',
  ' ',
  '\n',
  '\t',
  ':',
  '"',
  "'",
  '{',
  '}',
  '{{',
  '%}',
  '[',
  ']',
  '-',
  '#',
  '{#',
  '&',
  '*',
  '!',
  '%',
  '0x1f',
  'é',
  '日',
  '😀',
  '\u0000',
];

function treeOf(files: Readonly<Record<string, string>>): FileTree {
  const entries = Object.keys(files).map((path) => ({ path, sha256: '', size: 0, mode: 0o644 }));
  const peek = (_environment: string, path: string): Buffer | null =>
    Object.hasOwn(files, path) ? Buffer.from(files[path] as string) : null;
  return {
    revision: 'spec',
    environments: ['base'],
    list: async () => entries,
    entry: async (_environment, path) => entries.find((entry) => entry.path === path),
    read: async (environment, path) => peek(environment, path) as Buffer,
    peek,
  };
}

async function diagnose(files: Readonly<Record<string, string>>): Promise<readonly Diagnostic[]> {
  const empty = (): ValueMap => fromPlain({ id: 'web1' }) as ValueMap;
  const context: CompileContext = {
    tree: treeOf(files),
    id: 'web1',
    grains: empty(),
    pillar: empty(),
    opts: empty(),
    states: stateTable,
  };
  const outcome = await compileStates({ kind: 'sls', sls: ['a'] }, context);
  return outcome.ok ? outcome.warnings : outcome.diagnostics;
}

describe('wherever a tree is broken', () => {
  it('is whole before', async () => expect(await diagnose(whole)).toEqual([]));

  it('every diagnostic stands in a file that is there, at a character or behind the last one, with that line in its excerpt', async () => {
    const cuts = fc.record({
      file: fc.constantFrom(...Object.keys(whole)),
      at: fc.nat({ max: 600 }),
      drop: fc.nat({ max: 12 }),
      put: fc.constantFrom(...noise),
    });
    await fc.assert(
      fc.asyncProperty(cuts, async ({ file, at, drop, put }) => {
        const text = whole[file] as string;
        const start = at % text.length;
        const broken = { ...whole, [file]: text.slice(0, start) + put + text.slice(start + drop) };
        for (const { at: place, via = [], excerpt } of await diagnose(broken)) {
          for (const each of [...(place ? [place] : []), ...via]) {
            const lines = (broken[each.file] ?? '').split('\n');
            expect(Object.keys(broken)).toContain(each.file);
            expect(each.line).toBeGreaterThanOrEqual(1);
            expect(each.line).toBeLessThanOrEqual(lines.length);
            expect(each.column).toBeGreaterThanOrEqual(0);
            expect(each.column).toBeLessThanOrEqual((lines[each.line - 1] as string).length + 1);
          }
          if (place) expect(excerpt).toMatch(new RegExp(`^> *${place.line} \\|`, 'm'));
        }
      }),
      { numRuns: 400 },
    );
  });
});
