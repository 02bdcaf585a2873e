import { excerpt, type Diagnostic, type Place, type Step } from '@fleet/diagnostics';
import type { TracedPlace } from '@fleet/rendering';
import type { Locate } from './representations.js';

/** A diagnostic while the compile goes on. */
export interface Finding extends Diagnostic {
  /** The ID or name that is not there. */
  readonly misses?: string;
}

/** What one pass found wrong. */
export class Problems {
  readonly list: Finding[] = [];

  error(code: string, summary: string, at?: TracedPlace | Locate, detail?: string): void {
    this.list.push(diagnostic('error', code, summary, at, detail));
  }

  warning(code: string, summary: string, at?: TracedPlace | Locate, detail?: string): void {
    this.list.push(diagnostic('warning', code, summary, at, detail));
  }

  /** Something refers to an ID or name that is not there. */
  missing(code: string, misses: string, summary: string, at?: TracedPlace | Locate, detail?: string): void {
    this.list.push({ ...diagnostic('error', code, summary, at, detail), misses });
  }

  add(diagnostics: readonly Diagnostic[]): void {
    this.list.push(...diagnostics);
  }
}

function diagnostic(
  severity: Diagnostic['severity'],
  code: string,
  summary: string,
  at?: TracedPlace | Locate,
  detail?: string,
): Diagnostic {
  const place: TracedPlace | undefined = typeof at === 'function' ? at() : at;
  return {
    severity,
    code,
    summary,
    ...(detail !== undefined && { detail }),
    ...(place && { at: bare(place) }),
    ...(place?.via && { via: place.via }),
  };
}

/** What a compile knows about the texts that it has read. */
export interface ReadTexts {
  /** The text of a file, as the operator wrote it. */
  sourceOf(file: string): string | undefined;
  /** By file: where the first include or top file asked for it. */
  readonly cameFrom: ReadonlyMap<string, TracedPlace>;
}

/** The diagnostic with the lines around its place, and with the includes that lead to the file where its own way there begins. */
export function illustrate({ misses: _, ...found }: Finding, texts: ReadTexts): Diagnostic {
  if (!found.at) return found;
  const text = found.excerpt === undefined ? texts.sourceOf(found.at.file) : undefined;
  const own = found.via ?? [];
  const via = [...includesTo(own[0]?.file ?? found.at.file, texts.cameFrom), ...own];
  return {
    ...found,
    ...(text !== undefined && { excerpt: excerpt(text, found.at) }),
    ...(via.length > 0 && { via }),
  };
}

function includesTo(file: string, cameFrom: ReadonlyMap<string, TracedPlace>): Step[] {
  const via: Step[] = [];
  const seen = new Set<string>();
  for (let at = file; !seen.has(at);) {
    seen.add(at);
    const place = cameFrom.get(at);
    if (!place) break;
    // The include may stand in a template that the file imports.
    via.unshift(...(place.via ?? []), bare(place));
    at = (via[0] as Step).file;
  }
  return via;
}

function bare({ file, line, column }: Place): Place {
  return { file, line, column };
}
