/** A place in a text that a person wrote. Lines and columns count from 1; a column of 0 means "the whole line". */
export interface Place {
  /** As the operator knows it: `cortensord/config.sls`, `pillar/top.sls`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something that somebody wrote wrong. Diagnostics are collected and shown together; they are never thrown across rooms. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable and greppable: `sls.unknown-function`, `yaml.duplicate-key`, `template.undefined`. */
  readonly code: string;
  /** One line, without the place. */
  readonly summary: string;
  /** What to do about it, where that can be said. */
  readonly detail?: string;
  readonly at?: Place;
  /** How the text came to be read, outermost first: the includes or imports that lead to `at.file`. */
  readonly via?: readonly Place[];
  /** The lines around `at`, with a caret. */
  readonly excerpt?: string;
}

export type Outcome<T> = { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] } | Refused;

export interface Refused {
  readonly ok: false;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/**
 * The lines around a place with a caret under its column:
 * ```
 *   3 | web:
 * > 4 |   file.manged: []
 *     |   ^
 * ```
 */
export function excerpt(text: string, at: Place, context = 1): string {
  const lines = text.split('\n');
  const first = Math.max(1, at.line - context);
  const last = Math.min(lines.length, at.line + context);
  const width = String(last).length;
  const rows: string[] = [];
  for (let line = first; line <= last; line += 1) {
    const content = (lines[line - 1] ?? '').replace(/\r$/, '').slice(0, 160);
    rows.push(`${line === at.line ? '>' : ' '} ${String(line).padStart(width)} | ${content}`);
    if (line === at.line && at.column > 0 && at.column <= content.length + 1) {
      // Tabs stay tabs, so that the caret lines up whatever the terminal makes of them.
      rows.push(`  ${' '.repeat(width)} | ${content.slice(0, at.column - 1).replace(/[^\t]/g, ' ')}^`);
    }
  }
  return rows.join('\n');
}

/** A diagnostic as text: place, sentence, advice, excerpt, the way here. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const where = diagnostic.at ? `${formatPlace(diagnostic.at)}: ` : '';
  const rows = [`${where}${diagnostic.severity}: ${diagnostic.summary} [${diagnostic.code}]`];
  if (diagnostic.detail) rows.push(`  ${diagnostic.detail}`);
  if (diagnostic.excerpt) rows.push(...diagnostic.excerpt.split('\n').map((row) => `  ${row}`));
  for (const place of diagnostic.via ?? []) rows.push(`  included from ${formatPlace(place)}`);
  return rows.join('\n');
}

export function formatPlace(place: Place): string {
  return place.column > 0 ? `${place.file}:${place.line}:${place.column}` : `${place.file}:${place.line}`;
}
