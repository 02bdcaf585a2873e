import { formatDiagnostic } from '@fleet/diagnostics';
import { parseTarget } from '@fleet/targeting';
import type { CaseOutcome } from './case-outcome.js';
import { mapping, readCases, text } from './case-file.js';

/** Compound targets, answered for one minion. Cases with a deviation are malformed and must be refused. */
export async function runMatchCases(file: string): Promise<CaseOutcome[]> {
  const { minion, cases } = await readCases(file);
  const subject = {
    id: text(minion.get('id')),
    grains: mapping(minion.get('grains')),
    pillar: mapping(minion.get('pillar')),
  };
  return cases.map((one) => {
    const expression = text(one.get('expression'));
    const expected = one.has('deviation') ? 'refused' : String(one.get('matches'));
    const parsed = parseTarget({ type: 'compound', expression });
    const actual = parsed.ok ? String(parsed.value.matches(subject)) : 'refused';
    const passed = actual === expected && (parsed.ok || parsed.diagnostics.every((found) => found.at !== undefined));
    return {
      name: expression === '' ? '(empty)' : expression,
      passed,
      expected,
      actual: parsed.ok ? actual : `${actual}\n${parsed.diagnostics.map(formatDiagnostic).join('\n')}`,
    };
  });
}
