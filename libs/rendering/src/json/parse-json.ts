import type { Outcome } from '@fleet/diagnostics';
import { parseExact, type Value } from '@fleet/values';
import type { Origin, Source } from '../template.js';
import { Places } from '../yaml/places.js';

export interface JsonRequest {
  readonly source: Source;
  /** Points diagnostics into the template instead of the rendered text. */
  readonly origin?: Origin;
  /** The template's own text, for excerpts. */
  readonly template?: Source;
}

/** Strict JSON with exact numbers; errors point at line and column. */
export function parseJson(request: JsonRequest): Outcome<Value> {
  try {
    return { ok: true, value: parseExact(request.source.text), warnings: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const found = /^([\s\S]*) at offset (\d+)$/.exec(error.message);
    const summary = `malformed JSON: ${found?.[1] ?? error.message}`;
    return {
      ok: false,
      diagnostics: [new Places(request).diagnostic('error', 'json.malformed', summary, Number(found?.[2] ?? 0))],
    };
  }
}
