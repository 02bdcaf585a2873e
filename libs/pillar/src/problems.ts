import {
  diagnosticAt,
  hasErrors,
  illustrate,
  sortDiagnostics,
  type Diagnostic,
  type ReadTexts,
  type TracedPlace,
} from '@fleet/diagnostics';

/** What was found wrong so far, each finding with the lines around it and the includes that lead to it. */
export class Problems implements ReadTexts {
  readonly list: Diagnostic[] = [];
  /** Texts of files as the operator wrote them. */
  readonly sources = new Map<string, string>();
  /** For each included file, where it was included first. */
  readonly cameFrom = new Map<string, TracedPlace>();

  get failed(): boolean {
    return hasErrors(this.list);
  }

  /** Everything, once, in the order in which one reads it. */
  get told(): readonly Diagnostic[] {
    return sortDiagnostics(this.list);
  }

  error(code: string, summary: string, at?: TracedPlace, detail?: string): void {
    this.add([diagnosticAt('error', code, summary, at, detail)]);
  }

  warning(code: string, summary: string, at?: TracedPlace, detail?: string): void {
    this.add([diagnosticAt('warning', code, summary, at, detail)]);
  }

  add(found: readonly Diagnostic[]): void {
    this.list.push(...found.map((one) => illustrate(one, this)));
  }

  sourceOf(file: string): string | undefined {
    return this.sources.get(file);
  }
}
