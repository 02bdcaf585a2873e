import type { Bus, ControlLink, ServerLog, Trust } from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import type { TreeStore } from '@fleet/fileserver';
import type { ServerTrust } from '@fleet/protocol';
import type { JobStore } from '@fleet/jobs';
import type { Logger, Redactor } from '@fleet/telemetry';
import type { Policy } from '../access/policy.js';
import type { Operators } from '../operators/operators.js';
import type { RefusalCounter } from '../refusals/refusal-counter.js';
import type { QuietLog } from './quiet-log.js';

/** What is there before the first module: opened by `commands/run.ts`, closed by it after the last. */
export interface MasterRuntime {
  readonly config: MasterConfig;
  readonly directories: Directories;
  readonly trust: Trust;
  readonly store: JobStore;
  readonly states: TreeStore;
  readonly bus: Bus;
  readonly registrar: Bus;
  readonly control: ControlLink;
  readonly operators: Operators;
  /** Who may do what. */
  readonly policy: Policy;
  readonly log: Logger;
  /** For what others can cause as often as they like. */
  readonly quiet: QuietLog;
  /** Of commands in the store that wait for delivery. */
  readonly ordersKey: Uint8Array;
  readonly refusals: RefusalCounter;
  /** Of the nats-server that is our child. */
  readonly serverLog?: ServerLog;
  readonly redactor: Redactor;
  /** Addresses that minions and operators are told. */
  readonly servers: readonly string[];
  /** And how they know the server there. */
  readonly tls: ServerTrust | undefined;
  /** When this master started; milliseconds since the epoch. */
  readonly since: number;
  readonly version: string;
}

/** The token under which modules get it. */
export const runtime = Symbol('runtime');
