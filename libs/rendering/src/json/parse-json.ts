import { excerpt, type Outcome, type Place } from '@fleet/diagnostics';
import { parseExact, type Value } from '@fleet/values';
import type { Rendered, Source } from '../template.js';

export interface JsonRequest {
  readonly source: Source;
  /** Points diagnostics into the template instead of the rendered text. */
  readonly origin?: Rendered['origin'];
  /** The template's own text, for excerpts. */
  readonly template?: Source;
}

/** Strict JSON with exact numbers; errors point at line and column. */
export function parseJson(request: JsonRequest): Outcome<Value> {
  const { source, origin, template } = request;
  try {
    return { ok: true, value: parseExact(source.text), warnings: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const found = /^([\s\S]*) at offset (\d+)$/.exec(error.message);
    const before = source.text.slice(0, Number(found?.[2] ?? 0)).split('\n');
    const place: Place = { file: source.name, line: before.length, column: (before.at(-1) as string).length + 1 };
    const from = origin?.[place.line - 1];
    const at = from
      ? { ...from, column: from.file === source.name && template?.text === source.text ? place.column : 0 }
      : place;
    const shown = from && template && from.file === template.name ? template.text : source.text;
    const summary = `malformed JSON: ${found?.[1] ?? error.message}`;
    return {
      ok: false,
      diagnostics: [
        {
          severity: 'error',
          code: 'json.malformed',
          summary,
          at,
          excerpt: excerpt(shown, from && shown === source.text ? place : at),
        },
      ],
    };
  }
}
