/** Something that lint found in the trees; what is found in the same way for many minions is one finding. */
export interface LintFinding {
  /** A note is for reading; it never fails a check. */
  readonly severity: 'error' | 'warning' | 'note';
  /** `lint.…` for what lint itself looks for; what the compilers refuse keeps their code (`yaml.duplicate-key`). */
  readonly code: string;
  readonly summary: string;
  readonly detail?: string;
  /** `states/…` or `pillar/…`, then the path in that tree. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
  readonly via?: readonly { readonly file: string; readonly line: number; readonly column: number }[];
  /** Lines around the place; values of secret keys are masked. */
  readonly excerpt?: string;
  /** For whom; empty where it is about no minion in particular. */
  readonly minions: readonly string[];
}

export interface LintSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Of the errors: how many are of the compilers, so that something does not render or compile. */
  readonly uncompiled: number;
  /** Findings that were left out of the answer, because there were too many. */
  readonly omitted: number;
  readonly minions: number;
  /** SLS of the states that were compiled. */
  readonly sls: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** One row of the table of checks. */
export interface LintCheck {
  readonly code: string;
  readonly severity: LintFinding['severity'];
  readonly about: string;
}

export interface LintRequest {
  /** Globs on codes: only these are reported. */
  readonly only?: readonly string[];
  /** Globs on codes: these are not. */
  readonly ignore?: readonly string[];
  /** Answer with the table of checks instead of linting. */
  readonly listChecks?: boolean;
}

/** Events of a lint: any number of `progress` and `findings`, then `ended`; or `checks` alone. */
export type LintEvent =
  | { readonly event: 'progress'; readonly doing: string; readonly done: number; readonly total: number }
  | { readonly event: 'findings'; readonly findings: readonly LintFinding[] }
  | { readonly event: 'ended'; readonly summary: LintSummary }
  | { readonly event: 'checks'; readonly checks: readonly LintCheck[] };
