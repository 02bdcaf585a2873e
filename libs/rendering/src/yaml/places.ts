import { excerpt, type Diagnostic, type Place } from '@fleet/diagnostics';
import type { YamlRequest } from '../template.js';

/** Turns offsets of the rendered text into places, of the template where it is known who wrote the line. */
export class Places {
  private readonly starts: number[] = [0];

  constructor(private readonly request: YamlRequest) {
    const { text } = request.source;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** Where the character stands in the text that was parsed. */
  inText(offset: number): Place {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.request.source.name, line: low + 1, column: offset - (this.starts[low] as number) + 1 };
  }

  at(offset: number): Place {
    const place = this.inText(offset);
    const from = this.request.origin?.[place.line - 1];
    if (!from) return place;
    return { file: from.file, line: from.line, column: this.sameColumn(place, from) };
  }

  /** The column means something in the template only where the template's line begins with the same text. */
  private sameColumn(place: Place, from: { file: string; line: number }): number {
    const { template } = this.request;
    if (!template || template.name !== from.file) return 0;
    const written = template.text.split('\n', from.line)[from.line - 1] ?? '';
    return written.startsWith(this.lineText(place.line).slice(0, place.column)) ? place.column : 0;
  }

  private lineText(line: number): string {
    const end = this.starts[line];
    return this.request.source.text.slice(this.starts[line - 1], end === undefined ? undefined : end - 1);
  }

  diagnostic(
    severity: Diagnostic['severity'],
    code: string,
    summary: string,
    offset: number,
    detail?: string,
  ): Diagnostic {
    const at = this.at(offset);
    const { template, source } = this.request;
    const shown =
      template && template.name === at.file ? excerpt(template.text, at) : excerpt(source.text, this.inText(offset));
    return { severity, code, summary, at, excerpt: shown, ...(detail !== undefined && { detail }) };
  }
}
