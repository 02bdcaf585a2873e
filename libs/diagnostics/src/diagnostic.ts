/**
 * A place in a text that a person wrote. Lines and columns count from 1; a column of 0 means "the whole line". Columns count as editors
 * do, in UTF-16 units: a tab is one column.
 */
export interface Place {
  /** As the operator knows it: `cortensord/config.sls`, `pillar/top.sls`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A step of the way to a text: the place that brought it in, and how. */
export interface Step extends Place {
  /** Default `include`. `call` is the call of a macro. */
  readonly how?: 'include' | 'import' | 'call';
}

/**
 * Something that somebody wrote wrong. Diagnostics are collected and shown together; they are never thrown across rooms. It is plain
 * data on purpose: `--out json` of fleetctl and fleet-minion prints exactly this, one object for each finding, and readers may rely on
 * the names below. Fields that have nothing to say are absent, never null.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable and greppable: `sls.unknown-function`, `yaml.duplicate-key`, `template.undefined`. */
  readonly code: string;
  /** One line, without the place. */
  readonly summary: string;
  /** What to do about it, where that can be said. */
  readonly detail?: string;
  /** Where it stands in what the operator wrote: in the template, not in what the template rendered to. */
  readonly at?: Place;
  /** How the text came to be read, outermost first: the includes, imports and macro calls that lead to `at`. */
  readonly via?: readonly Step[];
  /** The lines around `at`, with a caret. */
  readonly excerpt?: string;
}

export type Outcome<T> = { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] } | Refused;

export interface Refused {
  readonly ok: false;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** A diagnostic that travelled as data; `undefined` for anything else. */
export function readDiagnostic(data: unknown): Diagnostic | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { summary, code, severity } = data as Partial<Diagnostic>;
  return typeof summary === 'string' && typeof code === 'string' && (severity === 'error' || severity === 'warning')
    ? (data as Diagnostic)
    : undefined;
}
