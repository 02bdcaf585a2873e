import { excerpt, type Diagnostic, type Place } from '@fleet/diagnostics';
import type { Locate } from './representations.js';

/** What one pass found wrong. */
export class Problems {
  readonly list: Diagnostic[] = [];

  error(code: string, summary: string, at?: Place | Locate, detail?: string): void {
    this.list.push(diagnostic('error', code, summary, at, detail));
  }

  warning(code: string, summary: string, at?: Place | Locate, detail?: string): void {
    this.list.push(diagnostic('warning', code, summary, at, detail));
  }

  add(diagnostics: readonly Diagnostic[]): void {
    this.list.push(...diagnostics);
  }
}

function diagnostic(
  severity: Diagnostic['severity'],
  code: string,
  summary: string,
  at?: Place | Locate,
  detail?: string,
): Diagnostic {
  const place = typeof at === 'function' ? at() : at;
  return { severity, code, summary, ...(detail !== undefined && { detail }), ...(place && { at: place }) };
}

/** Lines around the place and the includes that lead there, for diagnostics that came without. */
export function illustrate(
  found: Diagnostic,
  sources: ReadonlyMap<string, string>,
  cameFrom: ReadonlyMap<string, Place>,
): Diagnostic {
  if (!found.at) return found;
  const text = sources.get(found.at.file);
  const via = found.via ?? includesTo(found.at.file, cameFrom);
  return {
    ...found,
    ...(found.excerpt === undefined && text !== undefined && { excerpt: excerpt(text, found.at) }),
    ...(via.length > 0 && { via }),
  };
}

function includesTo(file: string, cameFrom: ReadonlyMap<string, Place>): Place[] {
  const via: Place[] = [];
  const seen = new Set([file]);
  for (let place = cameFrom.get(file); place && !seen.has(place.file); place = cameFrom.get(place.file)) {
    via.unshift(place);
    seen.add(place.file);
  }
  return via;
}
