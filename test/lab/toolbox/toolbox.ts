/**
 * What the lab proves of one module (`mount`, `user`): its states and functions, on a real host, through `fleet-minion call --local`.
 * One file for each module in `modules/`; `toolbox-*.lab.spec.ts` run them, `toolbox.spec.ts` holds them to the tables: every state and every function
 * is in a case here, or is skipped by name with its reason.
 */
export interface ToolboxModule {
  readonly module: string;
  /** Debian packages that the host gets first, from the lab's mirror; each has to be in `labPackages` (packages.mjs). */
  readonly packages?: readonly string[];
  /** Shell, run on the host as root before anything else. */
  readonly prepare?: string;
  /** Further files of the state tree: path → text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly pillar?: Readonly<Record<string, unknown>>;
  /**
   * SLS texts, applied one after the other. Each is first a dry run (every chunk `null`, and nothing touched), then run (every chunk `true`, with
   * changes), then run again (every chunk `true`, without changes).
   */
  readonly states?: readonly string[];
  /** States that never change anything by themselves or are never settled (`cmd.run`, `test.nop`): an SLS, and what becomes of each chunk by its ID. */
  readonly verdicts?: readonly { readonly sls: string; readonly results: Readonly<Record<string, Verdict>> }[];
  /** After the states: a shell command of the host → what it prints. */
  readonly seen?: Readonly<Record<string, string>>;
  readonly functions?: readonly ToolboxCall[];
  /** As `states`, after the functions: what takes away again what was made. */
  readonly after?: readonly string[];
  /** `docker.ps` → why the lab cannot prove it. Counted and named in the report. */
  readonly skipped?: Readonly<Record<string, string>>;
  /** It changes what other modules rely on: it gets a host to itself. */
  readonly ownHost?: true;
}

export interface Verdict {
  readonly result: boolean | null;
  /** A part of the comment. */
  readonly comment?: RegExp;
}

export interface ToolboxCall {
  /** As typed behind `fleet-minion call --local`: `['mount.active', 'extended=True']`. The first word is the function. */
  readonly call: readonly [string, ...string[]];
  /** Held with Jest's `toEqual`; asymmetric matchers may stand in it. */
  readonly value?: unknown;
  /** Of the call; default 0. A refusal has `retcode` 1 and says `refused`. */
  readonly retcode?: number;
  readonly refused?: RegExp;
  /** Afterwards: a shell command of the host → what it prints. */
  readonly seen?: Readonly<Record<string, string>>;
}
