import type { Diagnostic } from './diagnostic.js';

/**
 * What one wants to read of all that was found: each finding once, errors before warnings, what has no place first, then by file, line
 * and column. Findings at one place keep the order in which they were found.
 */
export function sortDiagnostics(found: readonly Diagnostic[]): Diagnostic[] {
  const once = new Map<string, Diagnostic>();
  for (const diagnostic of found) {
    const { severity, code, summary, at } = diagnostic;
    const key = JSON.stringify([severity, code, summary, at?.file, at?.line, at?.column]);
    if (!once.has(key)) once.set(key, diagnostic);
  }
  return [...once.values()].sort(
    (a, b) =>
      Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
      compare(a.at?.file ?? '', b.at?.file ?? '') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0),
  );
}

/** Not by locale: the same tree must give the same text everywhere. */
function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
