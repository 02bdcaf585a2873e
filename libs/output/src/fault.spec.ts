import { expect, it } from '@jest/globals';
import { parseTarget } from '@fleet/targeting';
import { formatSentence } from './fault.js';
import { plain } from './paint.js';

it.each([
  ['compound', 'web1 web2', 'there is no "and" or "or" before web2', 6],
  ['grain', 'os', 'os has no ":" between key and value', 1],
] as const)('a refused target is shown with what is odd about it: %s %s', (type, expression, why, column) => {
  const parsed = parseTarget({ type, expression });
  const details = { accepted: 2, diagnostics: parsed.ok ? parsed.warnings : [] };
  const shown = formatSentence({ code: 'no-match', message: 'no minion matches', details }, plain).split('\n');
  expect(shown[0]).toBe('no minion matches [no-match]');
  expect(shown[1]).toContain(`target:1:${column}: warning: ${why}`);
  expect(shown[2]).toContain(expression);
});
