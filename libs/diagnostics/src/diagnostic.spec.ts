import { describe, expect, it } from '@jest/globals';
import { hasErrors, readDiagnostic, type Diagnostic } from './diagnostic.js';
import { formatDiagnostic, formatPlace } from './format.js';
import { sortDiagnostics } from './sorted.js';

const diagnostic: Diagnostic = {
  severity: 'error',
  code: 'sls.unknown-function',
  summary: 'no such function',
  detail: 'Did you mean x?',
  at: { file: 'b.sls', line: 2, column: 3 },
  via: [
    { file: 'a.sls', line: 1, column: 0 },
    { file: 'm.jinja', line: 4, column: 5, how: 'call' },
  ],
  excerpt: '> 2 | y',
};

describe('a diagnostic as text', () => {
  it('has place, sentence, code, advice, excerpt and the way there', () => {
    expect(formatDiagnostic(diagnostic)).toBe(
      [
        'b.sls:2:3: error: no such function [sls.unknown-function]',
        '  Did you mean x?',
        '  > 2 | y',
        '  called from m.jinja:4:5',
        '  included from a.sls:1',
      ].join('\n'),
    );
  });

  it('does without what is not known', () => {
    expect(formatDiagnostic({ severity: 'warning', code: 'a.b', summary: 'hm' })).toBe('warning: hm [a.b]');
    expect(formatPlace({ file: 'a', line: 3, column: 0 })).toBe('a:3');
  });
});

describe('diagnostics', () => {
  it('are errors only where they say so', () => {
    expect(hasErrors([{ ...diagnostic, severity: 'warning' }])).toBe(false);
    expect(hasErrors([{ ...diagnostic, severity: 'warning' }, diagnostic])).toBe(true);
  });

  it('come back from JSON as they were', () => {
    expect(readDiagnostic(JSON.parse(JSON.stringify(diagnostic)))).toEqual(diagnostic);
  });

  it.each([null, 'text', 7, [], {}, { ...diagnostic, severity: 'fatal' }, { summary: 'x', severity: 'error' }])(
    'are not made of %j',
    (data) => expect(readDiagnostic(data)).toBeUndefined(),
  );

  it('are sorted for reading, each once: errors, then warnings, by file, line and column', () => {
    const at = (file: string, line: number, column: number): { at: Diagnostic['at'] } => ({
      at: { file, line, column },
    });
    const one = (summary: string, place: object, severity: Diagnostic['severity'] = 'error'): Diagnostic => ({
      severity,
      code: 'a.b',
      summary,
      ...place,
    });
    const found = [
      one('later', at('b', 1, 1)),
      one('warned', at('a', 1, 1), 'warning'),
      one('tenth', at('a', 10, 1)),
      one('second', at('a', 2, 5)),
      one('second', at('a', 2, 5)),
      one('first', at('a', 2, 1)),
      one('nowhere', {}),
    ];
    expect(sortDiagnostics(found).map(({ summary }) => summary)).toEqual([
      'nowhere',
      'first',
      'second',
      'tenth',
      'later',
      'warned',
    ]);
  });
});
