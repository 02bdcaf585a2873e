import type { Right, ServerTrust, SinkTarget } from '@fleet/protocol';
import type { Rhythm } from '@fleet/schedule';

/** What the master is told by `etc/fleet/master.yaml` and its drop-ins, with defaults filled in and paths absolute. */
export interface MasterConfig {
  /** Environment → folders that are searched for states and files, in order. */
  readonly fileRoots: ReadonlyMap<string, readonly string[]>;
  readonly pillarRoots: ReadonlyMap<string, readonly string[]>;
  /** Where the child nats-server listens. */
  readonly interface: string;
  /** 0: any free port; the real one is in `run/fleet/master.json`. */
  readonly port: number;
  readonly nats: {
    readonly mode: 'child' | 'external';
    /** External servers that the master connects to; empty with a child. */
    readonly servers: readonly string[];
    /** The nats-server program; found by its name where absent. */
    readonly binary?: string;
    /** Bytes that JetStream may use on disk. */
    readonly maxStorage: number;
  };
  /** How the bus is encrypted. */
  readonly tls: MasterTls;
  /** Addresses that minions and operators are told; empty: the child's own address. */
  readonly servers: readonly string[];
  /** Whose keys are accepted without a person. */
  readonly autosign: readonly AutosignRule[];
  /** Milliseconds that the credentials of a minion are good for; it renews them long before. */
  readonly credentialLifetime: number;
  /** Name → target expression. */
  readonly nodegroups: ReadonlyMap<string, string>;
  /** Milliseconds. */
  readonly jobTimeout: number;
  /** Milliseconds that a minion has for its acknowledgement before it counts as silent. */
  readonly acknowledgeTimeout: number;
  /** Days that finished jobs are kept. */
  readonly keepJobs: number;
  /** Bytes that the store may take; absent: as many as it needs. */
  readonly keepBytes?: number;
  /** Where logs of jobs are written, and the days that they are kept where that is less than their jobs are; absent: none are. */
  readonly jobLogs?: { readonly directory: string; readonly keep?: number };
  readonly backup: BackupSettings;
  /** Name → what the master does by itself. */
  readonly schedule: ReadonlyMap<string, ScheduledJob>;
  /** What one minion may keep here as artifacts: bytes and files. */
  readonly artifacts: { readonly bytes: number; readonly count: number };
  readonly events: EventSettings;
  /** Where events are sent. */
  readonly sinks: readonly SinkSettings[];
  readonly pillar: PillarSettings;
  /** Role → what its holders may do; besides those that are built in. */
  readonly roles: ReadonlyMap<string, RoleSettings>;
  /** Calls that somebody else has to say yes to. */
  readonly approvals: readonly ApprovalSettings[];
  /** Milliseconds that the credentials of an operator are good without being renewed. */
  readonly operatorLifetime: number;
  readonly logLevel: LogLevel;
  /** Free settings: `opts` in pillar templates. Plain JSON-like data. */
  readonly opts: Readonly<Record<string, unknown>>;
}

/** A value, or a text with `*` (a run of harmless characters: no comma, no blank, nothing that a shell reads) and `**` (anything). */
export type ArgumentPattern = string | number | boolean;

export type PatternMap = Readonly<Record<string, ArgumentPattern | readonly ArgumentPattern[]>>;

/** Without `args`, `kwargs` and `optional`, any arguments; with one of them, those that are written and no others. */
export interface FunctionRule {
  /** A compound target. */
  readonly minions: string;
  /** Globs of functions. */
  readonly allow: readonly string[];
  /** Each has to be there; `**` at the end stands for any more. */
  readonly args?: readonly ArgumentPattern[];
  /** Each has to be there. */
  readonly kwargs?: PatternMap;
  /** Each may be there. */
  readonly optional?: PatternMap;
}

export interface RoleSettings {
  readonly functions: readonly FunctionRule[];
  readonly may: readonly Right[];
  /** Functions that look, dry runs, and methods that read. */
  readonly readOnly: boolean;
  /** Where `readOnly` holds: a compound target. */
  readonly minions: string;
}

export interface ApprovalSettings {
  /** Globs of functions, and of SLS whose formula wants them confirmed. */
  readonly functions: readonly string[];
  /** A compound target: one of these minions is enough. */
  readonly minions: string;
  /** Roles whose holders may approve; empty: whoever has the right. */
  readonly by: readonly string[];
  readonly count: number;
  /** Milliseconds. */
  readonly expires: number;
}

export interface ScheduledJob {
  /** A compound target. */
  readonly target: string;
  readonly function: string;
  /** Plain JSON-like data. */
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly rhythm: Rhythm;
  /** Milliseconds of which each run is late by a part of its own. */
  readonly splay: number;
  /** What becomes of a run whose time passed while no master was there. */
  readonly missed: 'run' | 'skip';
  /** It may do what this role may. */
  readonly role: string;
  readonly enabled: boolean;
  /** A dry run whose outcome is kept as drift. */
  readonly kind?: 'drift';
  /** Milliseconds that minions have to return. */
  readonly timeout?: number;
  /** Whoever wrote it said yes to what it stops or destroys. */
  readonly confirmed: boolean;
  readonly destroy: boolean;
}

/** Bounds of the journal of events; whichever is reached first makes the oldest go. */
export interface EventSettings {
  readonly rows: number;
  readonly bytes: number;
  /** Milliseconds. */
  readonly keep: number;
}

export interface SinkSettings {
  readonly name: string;
  /** Globs; an event is wanted where one of them fits. Empty: all. */
  readonly tags: readonly string[];
  readonly minions: readonly string[];
  /** Events of one delivery at most; absent: one at a time, without a list around it. */
  readonly batch?: number;
  readonly to: SinkTarget;
}

export interface BackupSettings {
  /** Absolute. */
  readonly directory: string;
  /** Five words of cron, local time; absent: only when somebody asks for one. */
  readonly schedule?: string;
  /** `age1…`: the keys of a backup are encrypted for them. */
  readonly recipients: readonly string[];
  /** How many of the newest of each day, week and month stay. */
  readonly keep: { readonly daily: number; readonly weekly: number; readonly monthly: number };
  /** With copies of states and pillar, encrypted as the keys. */
  readonly trees: boolean;
}

/**
 * `fleet`: with a certificate of the fleet's own authority, where it has one. `both`: the same, and clients that know nothing of it may speak in
 * clear. Otherwise absolute paths of PEM files.
 */
export type MasterTls =
  'fleet' | 'both' | 'off' | { readonly certificate?: string; readonly key?: string; readonly ca?: string };

export interface AutosignRule {
  /** Glob of minion ids. */
  readonly ids: string;
  /** Name of the join token that they have to come with; absent: any. */
  readonly token?: string;
}

export interface MinionConfig {
  /** `id`, else `etc/fleet/minion_id`, else the host's name. */
  readonly id: string;
  /** Empty where a join token tells them, or for a masterless minion. */
  readonly servers: readonly string[];
  /** Secret. */
  readonly joinToken?: string;
  readonly joinTokenFile?: string;
  readonly grains: Readonly<Record<string, unknown>>;
  /** Absolute path of the file that grains.set and grains.present write. */
  readonly grainsFile: string;
  /** Milliseconds between looks at the machine; 0: only when asked, and after runs that changed something. */
  readonly grainsRefresh: number;
  /** Every state run is a test run. */
  readonly test: boolean;
  /** What this minion refuses, whoever asks for it. */
  readonly functionRules: FunctionRules;
  /** Whether operators with the right to may see what is redacted. */
  readonly revealSecrets: boolean;
  /** Whose files may be read as logs. */
  readonly logDirectories: readonly string[];
  /** Milliseconds between heartbeats. */
  readonly beatInterval: number;
  /** Bytes that unconfirmed returns may use on disk. */
  readonly outboxBytes: number;
  /** The environment of the pillar that this minion asks for, where a command does not say. */
  readonly pillarenv?: string;
  /** Without an environment of the pillar, that of the states counts. */
  readonly pillarenvFromSaltenv: boolean;
  /** `pillar.get` without a default refuses a path at which there is nothing. */
  readonly pillarRaiseOnMissing: boolean;
  /** For masterless runs. */
  readonly fileRoots: ReadonlyMap<string, readonly string[]>;
  readonly pillarRoots: ReadonlyMap<string, readonly string[]>;
  readonly pillar: PillarSettings;
  readonly logLevel: LogLevel;
  readonly opts: Readonly<Record<string, unknown>>;
}

/** Which functions and states may run on a machine: the last word of its owner. */
export interface FunctionRules {
  readonly disabled: FunctionGlobs;
  /** Absent: all that is not disabled. */
  readonly allowed?: FunctionGlobs;
}

export interface FunctionGlobs {
  readonly globs: readonly string[];
  /** Where the setting is written, as `file:line`; absent for a default. */
  readonly at?: string;
}

/** How pillars are made; the same keys for the master and for masterless minions. */
export interface PillarSettings {
  /** `pillar_source_merging_strategy`. */
  readonly strategy: PillarStrategy;
  /** `pillar_merge_lists`. */
  readonly mergeLists: boolean;
  /** `pillar_includes_override_sls`. */
  readonly includesOverride: boolean;
  /** `pillar_scope`: what holds besides the formulas' own rules. */
  readonly scope: readonly { readonly registry: string; readonly assigned: string }[];
  /** `pillar_secrets`: globs over names of keys; absent: the usual ones. */
  readonly secrets?: readonly string[];
  /** `secret_names`: globs over names whose values are secret besides, in pillar and everywhere else. */
  readonly secretNames: readonly string[];
  /** `pillar_recipients`: age recipients, besides the own key, that values are encrypted for. */
  readonly recipients: readonly string[];
  /** `pillar_identities`: files of age identities, besides the own key, that open values. */
  readonly identities: readonly string[];
}

export const pillarStrategies = ['smart', 'recurse', 'aggregate', 'overwrite', 'list', 'none'] as const;

export type PillarStrategy = (typeof pillarStrategies)[number];

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Who an operator is and where the master is found: `etc/fleet/fleetctl.json`. */
export interface OperatorProfile {
  readonly servers: readonly string[];
  /** How the server of the bus is known; absent: it is not encrypted. */
  readonly tls?: ServerTrust;
  /** Absolute path of the `.creds` file. */
  readonly credentials: string;
  /** Raw Ed25519 public key of the master's command signer, base64url. */
  readonly rootKey: string;
  /** What `--state-output` and `--state-verbose` mean where nobody gives them. */
  readonly stateOutput?: string;
  readonly stateVerbose?: boolean;
}
