import { diagnosticAt, type Diagnostic, type TracedPlace } from '@fleet/diagnostics';
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
    this.list.push(diagnosticAt('error', code, summary, found(at), detail));
  }

  warning(code: string, summary: string, at?: TracedPlace | Locate, detail?: string): void {
    this.list.push(diagnosticAt('warning', code, summary, found(at), detail));
  }

  /** Something refers to an ID or name that is not there. */
  missing(code: string, misses: string, summary: string, at?: TracedPlace | Locate, detail?: string): void {
    this.list.push({ ...diagnosticAt('error', code, summary, found(at), detail), misses });
  }

  add(diagnostics: readonly Diagnostic[]): void {
    this.list.push(...diagnostics);
  }
}

function found(at: TracedPlace | Locate | undefined): TracedPlace | undefined {
  return typeof at === 'function' ? at() : at;
}

/** The diagnostic without what only the compile needs to know. */
export function told({ misses: _, ...diagnostic }: Finding): Diagnostic {
  return diagnostic;
}
