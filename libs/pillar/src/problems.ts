import { excerpt, hasErrors, type Diagnostic, type Place } from '@fleet/diagnostics';

/** What was found wrong so far, each finding once, with the lines around it and the includes that lead to it. */
export class Problems {
  readonly list: Diagnostic[] = [];
  /** Texts of files as the operator wrote them. */
  readonly sources = new Map<string, string>();
  /** For each included file, where it was included first. */
  readonly cameFrom = new Map<string, Place>();

  get failed(): boolean {
    return hasErrors(this.list);
  }

  error(code: string, summary: string, at?: Place, detail?: string): void {
    this.add([{ severity: 'error', code, summary, ...(at && { at }), ...(detail !== undefined && { detail }) }]);
  }

  warning(code: string, summary: string, at?: Place): void {
    this.add([{ severity: 'warning', code, summary, ...(at && { at }) }]);
  }

  add(found: readonly Diagnostic[]): void {
    this.list.push(...found.map((one) => this.illustrate(one)));
  }

  private illustrate(found: Diagnostic): Diagnostic {
    if (!found.at) return found;
    const text = this.sources.get(found.at.file);
    const via = found.via ?? this.wayTo(found.at.file);
    return {
      ...found,
      ...(found.excerpt === undefined && text !== undefined && { excerpt: excerpt(text, found.at) }),
      ...(via.length > 0 && { via }),
    };
  }

  private wayTo(file: string): Place[] {
    const way: Place[] = [];
    const seen = new Set([file]);
    for (let place = this.cameFrom.get(file); place && !seen.has(place.file); place = this.cameFrom.get(place.file)) {
      way.unshift(place);
      seen.add(place.file);
    }
    return way;
  }
}
