import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFully } from './full-reader.js';
import { readQuickly } from './quick-reader.js';

const pieces = [
  'a',
  'b: ',
  '- ',
  '  ',
  '\n',
  '\n',
  '\n  ',
  '\n    ',
  "'x'",
  '"y"',
  '#c',
  ' # c',
  '[1, 2]',
  '{a: 1}',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ' ',
  '1',
  'yes',
  '~',
  'a: b',
  'key:',
  '|\n',
  '>-\n',
  'x y',
  "'it''s'",
  '- - 1',
  '? ',
  '&a ',
  '*a',
  '!',
  '%',
  '@',
  'null',
  ': ',
  '-',
  '---',
  '...',
  '\\',
  "{'k': 'v', n: [x, -1]}",
  '/a/b.c',
  'é😀',
];

/** A state file as people write them. */
const state =
  'include: [a.b, .c]\n\n# comment\nweb:\n  pkg.installed: []\n  file.managed:\n    - name: /etc/x  # why\n    - source: salt://a/b\n    - require:\n      - pkg: web\n    - context: {\'a\': 1, "b": [True, None]}\n\'quoted key\':\n  cmd.run:\n  - name: echo "hi" > /dev/null\n  - unless: test -f /x\n';

/** The same, whichever reader: offsets and all. Where an item ends is not compared: only texts with tabs need it. */
function shape(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'end' ? undefined : value)));
}

describe('the quick reader', () => {
  it('reads an ordinary state file, as the full reader does', () => {
    expect(readQuickly(state)).toBeDefined();
    expect(shape(readQuickly(state))).toEqual(shape(readFully(state).root));
  });

  it('never gives a tree that the full reader would not give', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const quick = readQuickly(text);
        if (quick === undefined) return;
        const full = readFully(text);
        expect(full.complaint).toBeUndefined();
        expect(full.second).toBeUndefined();
        expect(shape(quick)).toEqual(shape(full.root));
      }),
      { numRuns: 20_000 },
    );
  });
});
