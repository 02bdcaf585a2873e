import type { ValueMap } from '@fleet/values';

/** A job that this minion works on. */
export interface JobAtWork {
  readonly jid: string;
  readonly function: string;
  /** As they were given; whatever leaves the minion is redacted. */
  readonly args: readonly unknown[];
  readonly kwargs: ValueMap;
  readonly operator: string;
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Leaders of the process groups that it has under way. */
  readonly processes: readonly number[];
  /** What it said last of how far it is. */
  readonly progress?: string;
}

/** What the master keeps of an artifact of this minion. */
export interface ArtifactStat {
  /** Of the content as it is on the minion, hex. */
  readonly sha256: string;
  readonly size: number;
  readonly secret: boolean;
}

export interface Artifact {
  /** Below the minion's folder on the master, with slashes. */
  readonly path: string;
  readonly content: Buffer;
  /** Kept encrypted. */
  readonly secret: boolean;
}

/** What is known to a minion that runs as a daemon; a masterless run has none of it. Nothing here touches anything. */
export interface Daemon {
  readonly pid: number;
  readonly jobs: () => readonly JobAtWork[];
  /** What was not obeyed since it started, by reason. */
  readonly refusals: () => readonly { readonly code: string; readonly count: number; readonly last: number }[];
  /** What the master has under this path. @throws FunctionRefused where the master does not answer. */
  readonly artifactStat: (path: string) => Promise<ArtifactStat | undefined>;
  /** A new connection to the server in use, and a question to the master: why not, as a sentence. */
  readonly whyNoMaster: () => Promise<string | undefined>;
  /** Whether somebody at the master keeps this job from ending; `undefined` where the master does not answer. */
  readonly isKept: (jid: string) => Promise<boolean | undefined>;
  /** When a scheduled job is due next; milliseconds since the epoch. */
  readonly nextFireTime: (name: string) => number | undefined;
}

/** How a job is ended. `terminate`: its processes are asked. `kill`: they are not asked. */
export type JobEnding = 'terminate' | 'kill';

/** What a daemon can do besides touching the machine. */
export interface DaemonHands {
  /** False where there is no such job. It ends as soon as what it does lets go; it returns what was done so far. */
  readonly endJob: (jid: string, how: JobEnding) => boolean;
  /** Sends a signal to the processes of a job; how many heard it. `undefined` where there is no such job. */
  readonly signalJob: (jid: string, signal: NodeJS.Signals | number) => number | undefined;
  /**
   * Takes on nothing more that touches the machine, and waits for the other jobs, so many milliseconds at most; those that still run.
   */
  readonly drain: (within: number) => Promise<readonly JobAtWork[]>;
  /** Takes on jobs again; false where it was not drained. */
  readonly resume: () => Promise<boolean>;
  /** To the master's watchers of events. @throws FunctionRefused where the master did not take it. */
  readonly sendEvent: (tag: string, data: ValueMap) => Promise<void>;
  /** @throws FunctionRefused where the master did not take it. */
  readonly pushArtifact: (artifact: Artifact) => Promise<void>;
  /** Runs what is scheduled under a name, now; the jid. `undefined` where nothing is. */
  readonly runScheduled: (name: string) => Promise<string | undefined>;
  /**
   * Writes down that this job goes on after the next boot, then does what brings the machine down and never comes back. Where the minion
   * starts again, the job returns true.
   * @param away milliseconds that the master waits for this minion meanwhile
   */
  readonly overReboot: (away: number, down: () => Promise<void>) => Promise<never>;
}

/** Where the minion keeps what functions edit. Absolute. */
export interface MinionPaths {
  /** YAML: grains that win over those that were found. */
  readonly grains: string;
  /** JSON: what is scheduled. */
  readonly schedule: string;
  /** Folder of copies that can be had again. */
  readonly cache: string;
}
