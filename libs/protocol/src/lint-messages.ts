import { exitCodes } from './exit-codes.js';

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
  /** The way there, outermost first; `how` is `include` where it does not say. */
  readonly via?: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly how?: 'include' | 'import' | 'call';
  }[];
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

/**
 * What lint shall look at, as plain data: it runs in a thread of its own, so that a heavy compile does not keep the master from answering.
 * The type of the pillar's settings is the configuration's.
 */
export interface LintOrder<PillarSettings> extends LintRequest {
  /** Environment → folders. */
  readonly fileRoots: Readonly<Record<string, readonly string[]>>;
  readonly pillarRoots: Readonly<Record<string, readonly string[]>>;
  readonly pillar: PillarSettings;
  /** Files of age identities that open encrypted values of the pillar; one that is missing opens nothing. */
  readonly identityFiles: readonly string[];
  /** Grains are exact JSON of a mapping; absent where nothing is known. */
  readonly minions: readonly { readonly id: string; readonly grains?: string }[];
  /** Exact JSON: for minions without grains of their own; absent: a fresh Debian 12 on x86_64 is assumed, with a note. */
  readonly grains?: string;
  /** Only for those minions, not for others that top files name. */
  readonly listedOnly?: boolean;
  /** Name → target expression. */
  readonly nodegroups: Readonly<Record<string, string>>;
  /** Free settings of the master, as pillar templates see them. */
  readonly opts: Readonly<Record<string, unknown>>;
  readonly version: string;
}

/** What a shell is told of a lint; `strict`: warnings fail too. */
export function exitCodeOfLint({ errors, warnings, uncompiled }: LintSummary, strict: boolean): number {
  if (uncompiled > 0) return exitCodes.compile;
  return errors > 0 || (strict && warnings > 0) ? exitCodes.failed : exitCodes.ok;
}
