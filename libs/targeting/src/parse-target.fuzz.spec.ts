import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TargetType } from '@fleet/protocol';
import { fromPlain, type ValueMap } from '@fleet/values';
import { parseTarget } from './index.js';

const words = fc.constantFrom(
  ...[
    'and',
    'or',
    'not',
    '(',
    ')',
    'web*',
    'web[',
    'G@os:Debian',
    'G@*:*:r1',
    'G|@a|b',
    'P@os:(a|b)',
    'P@a:b:(',
    'E@w',
    'E@(a*)*b',
  ],
  ...['E@(?=x)', 'I@a:b', 'J@a:*', 'L@a,,b', 'S@10.0.0.0/8', 'S@::/0', 'N@g', 'X@y', '@', ':', '\\', '\u0000', '😀'],
);
const expressions = fc.oneof(
  fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
  fc.array(words, { maxLength: 6 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const types = fc.constantFrom<TargetType>(
  ...(['glob', 'list', 'pcre', 'grain', 'grain_pcre', 'pillar', 'pillar_pcre', 'pillar_exact', 'compound'] as const),
  ...(['nodegroup', 'ipcidr'] as const),
);
const data = fc.dictionary(fc.constantFrom('os', 'a', 'b', '*', 'roles', 'ipv4', '7'), fc.jsonValue({ maxDepth: 4 }));

describe('any text as a target', () => {
  it('is answered with match or no match, or refused at a place in it', () => {
    fc.assert(
      fc.property(types, expressions, data, fc.string(), (type, expression, grains, id) => {
        const parsed = parseTarget(
          { type, expression },
          {
            nodegroups: new Map([
              ['g', 'web* or N@h'],
              ['h', expression],
            ]),
          },
        );
        if (parsed.ok) {
          const values = fromPlain(grains) as ValueMap;
          expect(typeof parsed.value.matches({ id, grains: values, pillar: values })).toBe('boolean');
          return;
        }
        for (const { severity, summary, at } of parsed.diagnostics) {
          expect(severity).toBe('error');
          expect(summary).not.toBe('');
          expect(at?.column).toBeGreaterThanOrEqual(1);
          expect(at?.column).toBeLessThanOrEqual(expression.length + 1);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
