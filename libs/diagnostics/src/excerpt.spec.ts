import { describe, expect, it } from '@jest/globals';
import { excerpt } from './excerpt.js';

const text = 'web:\n  file.manged:\n    - name: x\n';

/** The row with the line, and the row with the caret. */
function rows(line: string, column: number): [string, string] {
  const [shown = '', caret = ''] = excerpt(line, { file: 'a', line: 1, column }, 0).split('\n');
  return [shown.slice('> 1 | '.length), caret.slice('    | '.length)];
}

describe('an excerpt', () => {
  it('shows the line, its neighbours and a caret', () => {
    expect(excerpt(text, { file: 'a', line: 2, column: 3 })).toBe(
      '  1 | web:\n> 2 |   file.manged:\n    |   ^\n  3 |     - name: x',
    );
  });

  it('shows no line behind the last line end, unless something is missing there', () => {
    expect(excerpt('a\nb\n', { file: 'a', line: 2, column: 1 })).toBe('  1 | a\n> 2 | b\n    | ^');
    expect(excerpt('a\nb\n', { file: 'a', line: 3, column: 1 })).toBe('  2 | b\n> 3 | \n    | ^');
  });

  it('has no caret for a whole line, nor where the column lies outside', () => {
    expect(excerpt(text, { file: 'a', line: 1, column: 0 }, 0)).toBe('> 1 | web:');
    expect(excerpt(text, { file: 'a', line: 1, column: 99 }, 0)).toBe('> 1 | web:');
  });

  it('numbers its lines in columns of one width', () => {
    expect(excerpt('x\n'.repeat(12), { file: 'a', line: 10, column: 1 })).toBe(
      '   9 | x\n> 10 | x\n     | ^\n  11 | x',
    );
  });

  it('shows nothing of a line that is not there', () => {
    expect(excerpt('x', { file: 'a', line: 7, column: 1 })).toBe('');
  });

  it.each([
    ['a tab', '\ta: 1', 2, '\t^'],
    ['wide characters', '日本: x', 5, '      ^'],
    ['a picture of two units', '🦊: x', 5, '    ^'],
    ['a picture of several code points', '👩‍👩‍👧: x', 11, '    ^'],
    ['a combining accent', 'e\u0301: x', 5, '   ^'],
    ['an invisible character', 'a\u200b: x', 5, '   ^'],
    ['a control character', 'a\u001b[31m: x', 7, '      ^'],
  ])('keeps the caret under its character behind %s', (_what, line, column, caret) => {
    expect(rows(line, column)[1]).toBe(caret);
  });

  it('shows control characters instead of obeying them', () => {
    expect(rows('a\u001b[2J\u0007', 1)[0]).toBe('a␛[2J␇');
  });

  it.each([1, 30, 500, 990, 1001])('cuts a long line around the caret: column %d', (column) => {
    const line = Array.from({ length: 1000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
    const [shown, caret] = rows(line, column);
    expect(shown.length).toBeLessThanOrEqual(122);
    expect(shown[caret.length - 1]).toBe(line[column - 1]);
  });

  it('shows what a line became, where that is something else', () => {
    const at = { file: 'a', line: 1, column: 4 };
    expect(excerpt('x: {{ y }}', at, 1, { text: '\nx: a: b', line: 2, column: 5 })).toBe(
      '> 1 | x: {{ y }}\n    |    ^\n  → | x: a: b\n    |     ^',
    );
    expect(excerpt('x: y', at, 1, { text: '\nx: y', line: 2, column: 4 })).toBe('> 1 | x: y\n    |    ^');
  });

  it('does not cut a character in two', () => {
    const [shown] = rows('🦊'.repeat(400), 401);
    expect(shown).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  });
});
