import { describe, expect, it } from '@jest/globals';
import type { LintFinding } from '@fleet/protocol';
import { formatFindings, formatLintSummary } from './findings.js';

const finding: LintFinding = {
  severity: 'error',
  code: 'a.b',
  summary: 'it is wrong',
  detail: 'Write it otherwise.',
  at: { file: 'states/a.sls', line: 2, column: 3 },
  excerpt: '> 2 |   x',
  minions: ['web1'],
};

describe('what lint found, as text', () => {
  it('stands under its file, with place, code, advice, excerpt and for whom', () => {
    const note: LintFinding = { ...finding, severity: 'note', summary: 'and this', minions: [] };
    expect(formatFindings([finding, note])).toBe(
      [
        'states/a.sls',
        '  2:3: error: it is wrong [a.b]',
        '      Write it otherwise.',
        '      > 2 |   x',
        '      for web1',
        '  2:3: note: and this [a.b]',
        '      Write it otherwise.',
        '      > 2 |   x',
      ].join('\n'),
    );
  });

  it('without a place is about the fleet; about a whole file it shows no excerpt', () => {
    const text = formatFindings([
      { severity: 'warning', code: 'a.b', summary: 'hm', minions: [] },
      { ...finding, at: { file: 'b', line: 1, column: 0 } },
    ]);
    expect(text).toContain('the fleet\n  warning: hm [a.b]\n\nb\n  1: error:');
    expect(text).not.toContain('> 2');
  });

  it('names a few minions and counts the rest', () => {
    const minions = Array.from({ length: 40 }, (_, index) => `web${index}`);
    expect(formatFindings([{ ...finding, minions }])).toContain('for web0, web1, web2, web3, web4 and 35 more minions');
  });

  it('ends in figures', () => {
    expect(
      formatLintSummary({
        errors: 1,
        warnings: 0,
        notes: 2,
        uncompiled: 0,
        omitted: 3,
        minions: 1,
        sls: 4,
        duration: 1234,
      }),
    ).toBe('1 error, 0 warnings, 2 notes (3 not shown); 1 minion, 4 SLS in 1.2 s');
  });
});
