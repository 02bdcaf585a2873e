import type { Diagnostic, Place, Step } from './diagnostic.js';

const ways: Readonly<Record<NonNullable<Step['how']>, string>> = {
  include: 'included from',
  import: 'imported from',
  call: 'called from',
};

/** A diagnostic as text: place (first, so that terminals and editors can follow it), sentence, advice, excerpt, the way here. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const where = diagnostic.at ? `${formatPlace(diagnostic.at)}: ` : '';
  const rows = [`${where}${diagnostic.severity}: ${diagnostic.summary} [${diagnostic.code}]`];
  if (diagnostic.detail) rows.push(`  ${diagnostic.detail}`);
  if (diagnostic.excerpt) rows.push(...diagnostic.excerpt.split('\n').map((row) => `  ${row}`));
  // The nearest first, as one walks back from the mistake.
  for (const step of [...(diagnostic.via ?? [])].reverse())
    rows.push(`  ${ways[step.how ?? 'include']} ${formatPlace(step)}`);
  return rows.join('\n');
}

/** `file:line:column`, without the column where it means the whole line. */
export function formatPlace(place: Place): string {
  return place.column > 0 ? `${place.file}:${place.line}:${place.column}` : `${place.file}:${place.line}`;
}
