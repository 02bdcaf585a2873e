import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromPlain, type Value } from '@fleet/values';
import { compileStates } from './compile-states.js';
import { highValue } from './functions/show-high.js';
import { lowValue } from './functions/show-low.js';
import type { CompileDepth } from './request.js';
import { contextOf } from './spec-tree.js';
import { specStates } from './spec-states.js';

/** JSON is YAML: trees of any data become SLS files without a word lost. */
const files = (a: unknown, b: unknown): Record<string, string> => ({
  'a.sls': `#!yaml\n${JSON.stringify(a)}\n`,
  'b.sls': `#!yaml\n${JSON.stringify(b)}\n`,
});

const words = fc.constantFrom(
  ...[
    'x',
    'y',
    'thing',
    'thing.present',
    'present',
    'other',
    'open.run',
    'include',
    'extend',
    'exclude',
    'names',
    'name',
  ],
  ...[
    'require',
    'require_in',
    'watch_any',
    'prereq',
    'prereq_in',
    'listen',
    'listen_in',
    'use',
    'use_in',
    'onfail_all',
    'sls',
    'id',
  ],
  ...[
    'order',
    'first',
    'last',
    'retry',
    'unless',
    'onlyif',
    'fun',
    'creates',
    'umask',
    'failhard',
    'parallel',
    'b',
    '.b',
    '..b',
    '*',
    '[',
    '',
  ],
  ...['__sls__', '__slot__:salt:a.b(', 'salt://b.sls', 'a b', 'constructor', '__proto__', 'x.y.z'],
);

/** Data that looks like an SLS as often as it does not. */
const { tree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
  tree: fc.dictionary(words, tie('node'), { maxKeys: 5 }),
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    words,
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(words, tie('node'), { maxKeys: 3 }),
  ),
}));

/** A sound SLS in which something is then replaced, at whatever depth. */
const sound = {
  include: ['b'],
  exclude: [{ id: 'z' }],
  extend: { y: { thing: [{ port: 2 }, { require: [{ thing: 'x' }] }] } },
  x: {
    'thing.present': [{ names: ['p', { q: [{ port: 3 }] }] }, { order: 'last' }, { unless: ['true', { fun: 'a.b' }] }],
  },
  w: {
    thing: ['present', { watch: [{ thing: 'y' }, 'x'] }, { use: [{ thing: 'y' }] }],
    'open.run': [{ prereq: [{ sls: 'b' }] }],
  },
  z: 'open.run',
};

function mutated(data: unknown, at: number, replacement: unknown): unknown {
  let left = at;
  const walk = (value: unknown): unknown => {
    left -= 1;
    if (left === 0) return replacement;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  };
  return walk(data);
}

const depths: readonly CompileDepth[] = [
  {},
  { until: 'high', asWritten: true },
  { until: 'low', asWritten: true, foresee: true },
  { until: 'low', foresee: true },
];

async function compilesOrSaysWhy(a: unknown, b: unknown): Promise<void> {
  for (const depth of depths) {
    const outcome = await compileStates({ kind: 'sls', sls: ['a'] }, contextOf(files(a, b)), depth);
    if (outcome.ok) {
      const { high, sls, turns, low, run } = outcome.value;
      // Whatever compiled can be shown.
      highValue(high, sls, []);
      lowValue(turns, specStates);
      expect(new Set(low).size).toBe(low.length);
      expect(run.filter(({ look }) => !look).map(({ of }) => of)).toEqual([...low]);
    } else {
      const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.length).toBeGreaterThan(0);
      for (const { at, summary, code } of errors) {
        expect(code).toMatch(/^[a-z]+\.[a-z-]+$/);
        expect(summary).not.toMatch(/undefined|\[object|TypeError|Cannot read/);
        expect(at).toMatchObject({ file: expect.stringMatching(/^[ab]\.sls$/), line: expect.any(Number) });
      }
    }
  }
}

describe('SLS files of any structure', () => {
  it('compile, or are refused with a place for everything that is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, (a, b) => compilesOrSaysWhy(a, b)),
      { numRuns: 300 },
    );
  });

  it('that were sound, and in which something was replaced, too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 70 }),
        fc.oneof(words, tree, fc.array(words), fc.constant(null)),
        (at, by) => compilesOrSaysWhy(mutated(sound, at, by), { y: { 'thing.present': [{ port: 1 }] } }),
      ),
      { numRuns: 400 },
    );
  });

  it('may exclude anything for one run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(words, tree), { maxLength: 4 }), async (exclude) => {
        const request = { kind: 'sls', sls: ['a'], exclude: fromPlain(exclude as never) as Value[] } as const;
        const outcome = await compileStates(request, contextOf(files(sound, { y: { 'thing.present': [] } })));
        if (!outcome.ok) expect(outcome.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
