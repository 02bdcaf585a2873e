import type { OutFormat, StateOutput } from '@fleet/output';
import type { MasterLink } from './master-link.js';
import type { Terminal } from './output/terminal.js';

export interface Settings {
  readonly out?: OutFormat;
  /** Absent: `full`. */
  readonly stateOutput?: StateOutput;
  /** Whether states that are in order are shown. Absent: where somebody chose how state runs are shown, and off a terminal. */
  readonly stateVerbose?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** What jobs say is shown as they say it. */
  readonly phases?: boolean;
  /** Absent: diffs stand in what is shown in full. */
  readonly diff?: boolean;
  /** Minions that answered the same are shown once. Absent: on a terminal. */
  readonly group?: boolean;
  /** Changes have an exit code of their own. */
  readonly detailedExitcode?: boolean;
}

/** What every command works with. */
export interface Session {
  readonly terminal: Terminal;
  readonly settings: Settings;
  readonly environment: NodeJS.ProcessEnv;
  /** Which profile it is, where it has a name. Specs leave it out. @throws ProfileProblem */
  readonly profile?: () => string | undefined;
  /** Connects at the first call. @throws ProfileProblem, MasterUnreachable */
  readonly master: () => Promise<MasterLink>;
}
