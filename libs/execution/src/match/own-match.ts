import { formatDiagnostic } from '@fleet/diagnostics';
import type { TargetType } from '@fleet/protocol';
import { nodegroupsOf, parseTarget } from '@fleet/targeting';
import { FunctionRefused, type Known } from '../definition.js';

/** Whether a target means this minion; `id` asks as if it were called so, with its own grains and pillar. */
export function ownMatch(type: TargetType, expression: string, known: Known, id = known.id): boolean {
  const nodegroups = nodegroupsOf(known.opts);
  const parsed = parseTarget({ type, expression }, { ...(nodegroups && { nodegroups }) });
  if (!parsed.ok)
    throw new FunctionRefused('bad-arguments', parsed.diagnostics.map(formatDiagnostic).join('\n'), parsed.diagnostics);
  return parsed.value.matches({ id, grains: known.grains, pillar: known.pillar });
}

/** The same with another delimiter than a colon: only compound targets can say which. */
export function ownDataMatch(
  letter: 'G' | 'P' | 'I' | 'J',
  expression: string,
  delimiter: string,
  known: Known,
): boolean {
  const types = { G: 'grain', P: 'grain_pcre', I: 'pillar', J: 'pillar_pcre' } as const;
  if (delimiter === ':') return ownMatch(types[letter], expression, known);
  if (delimiter.length !== 1 || /\s/.test(expression))
    throw new FunctionRefused('bad-arguments', 'another delimiter is one character, and the target then has no spaces');
  return ownMatch('compound', `${letter}${delimiter}@${expression}`, known);
}
