import { diagnosticAt, excerpt, type Diagnostic, type Place, type TracedPlace } from '@fleet/diagnostics';
import type { YamlRequest } from '../template.js';

/** Turns offsets of the text that was parsed into places, of the template where it is known who wrote the text. Costs nothing unasked. */
export class Places {
  private starts: number[] | undefined;

  constructor(private readonly request: Pick<YamlRequest, 'source' | 'origin' | 'template'>) {}

  at(offset: number): TracedPlace {
    const by = this.request.origin?.at(offset);
    if (!by) return this.inText(offset);
    return by.via.length > 0 ? { ...by.place, via: by.via } : by.place;
  }

  diagnostic(
    severity: Diagnostic['severity'],
    code: string,
    summary: string,
    offset: number,
    detail?: string,
  ): Diagnostic {
    const at = this.at(offset);
    return { ...diagnosticAt(severity, code, summary, at, detail), excerpt: this.excerpt(at, offset) };
  }

  /** The lines of the template; below them the line that they rendered to, where that is another one. */
  private excerpt(at: Place, offset: number): string {
    const { source, origin, template } = this.request;
    const read = this.inText(offset);
    const written = origin?.sourceOf(at.file) ?? (template?.name === at.file ? template.text : undefined);
    if (written === undefined) return excerpt(source.text, read);
    return excerpt(written, at, 1, origin && { text: source.text, line: read.line, column: read.column });
  }

  /** Where the character stands in the text that was parsed. */
  private inText(offset: number): Place {
    const starts = (this.starts ??= startsOfLines(this.request.source.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.request.source.name, line: low + 1, column: offset - (starts[low] as number) + 1 };
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
