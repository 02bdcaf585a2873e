import { excerpt } from './excerpt.js';
import type { Diagnostic, Place, Step } from './diagnostic.js';

/** A place, and what leads there from the file that was read. */
export interface TracedPlace extends Place {
  readonly via?: readonly Step[];
}

/** A diagnostic of what stands at a place, with the way there. */
export function diagnosticAt(
  severity: Diagnostic['severity'],
  code: string,
  summary: string,
  at?: TracedPlace,
  detail?: string,
): Diagnostic {
  return {
    severity,
    code,
    summary,
    ...(detail !== undefined && { detail }),
    ...(at && { at: bare(at) }),
    ...(at?.via && { via: at.via }),
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
export function illustrate(found: Diagnostic, texts: ReadTexts): Diagnostic {
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
