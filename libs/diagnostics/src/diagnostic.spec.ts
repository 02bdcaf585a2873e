import { describe, expect, it } from '@jest/globals';
import { excerpt, formatDiagnostic, formatPlace, hasErrors, type Diagnostic } from './diagnostic.js';

const text = 'web:\n  file.manged:\n    - name: x\n';

describe('an excerpt', () => {
  it('shows the line, its neighbours and a caret', () => {
    expect(excerpt(text, { file: 'a', line: 2, column: 3 })).toBe(
      '  1 | web:\n> 2 |   file.manged:\n    |   ^\n  3 |     - name: x',
    );
  });

  it('has no caret for a whole line, nor where the column lies outside', () => {
    expect(excerpt(text, { file: 'a', line: 1, column: 0 }, 0)).toBe('> 1 | web:');
    expect(excerpt(text, { file: 'a', line: 1, column: 99 }, 0)).toBe('> 1 | web:');
  });

  it('keeps tabs before the caret, so that it lines up', () => {
    expect(excerpt('\ta: 1', { file: 'a', line: 1, column: 2 }, 0)).toBe('> 1 | \ta: 1\n    | \t^');
  });

  it('cuts what is longer than a terminal', () => {
    expect(excerpt('x'.repeat(1000), { file: 'a', line: 1, column: 1 }, 0).length).toBeLessThan(200);
  });
});

describe('a diagnostic as text', () => {
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: 'sls.unknown-function',
    summary: 'no such function',
    detail: 'Did you mean x?',
    at: { file: 'b.sls', line: 2, column: 3 },
    via: [{ file: 'a.sls', line: 1, column: 0 }],
    excerpt: '> 2 | y',
  };

  it('has place, sentence, code, advice, excerpt and the way there', () => {
    expect(formatDiagnostic(diagnostic)).toBe(
      'b.sls:2:3: error: no such function [sls.unknown-function]\n  Did you mean x?\n  > 2 | y\n  included from a.sls:1',
    );
  });

  it('does without what is not known', () => {
    expect(formatDiagnostic({ severity: 'warning', code: 'a.b', summary: 'hm' })).toBe('warning: hm [a.b]');
    expect(formatPlace({ file: 'a', line: 3, column: 0 })).toBe('a:3');
  });

  it('only errors are errors', () => {
    expect(hasErrors([{ ...diagnostic, severity: 'warning' }])).toBe(false);
    expect(hasErrors([{ ...diagnostic, severity: 'warning' }, diagnostic])).toBe(true);
  });
});
