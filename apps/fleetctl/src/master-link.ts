import type { Fault, OperatorMethods } from '@fleet/protocol';
import type { Renewable } from './renewal.js';

/** Methods that answer with many events. */
export type WatchedMethod =
  'job_create' | 'job_watch' | 'rollout_create' | 'rollout_watch' | 'plan_create' | 'lint' | 'event_watch';

/** The master, as an operator reaches it over the bus. */
export interface MasterLink {
  /** The credentials that it was reached with. */
  readonly renewable?: Renewable;
  /** @throws MasterRefused, MasterUnreachable */
  ask<M extends keyof OperatorMethods>(
    method: M,
    body: OperatorMethods[M]['ask'],
  ): Promise<OperatorMethods[M]['answer']>;
  /**
   * Every event of a job or a lint; the caller stops at the last. Ends early when nothing came for `quiet` milliseconds, so that the caller
   * can ask again.
   * @throws MasterRefused, MasterUnreachable
   */
  watch<M extends WatchedMethod>(
    method: M,
    body: OperatorMethods[M]['ask'],
    quiet: number,
  ): AsyncGenerator<OperatorMethods[M]['answer']>;
  close(): Promise<void>;
}

/** The master said no, with one of its faults. */
export class MasterRefused extends Error {
  override readonly name = 'MasterRefused';
  readonly code = 'master-refused';
  constructor(readonly fault: Fault) {
    super('the master refused');
  }
}

/** Nobody answered: no server, no master, or not in time. */
export class MasterUnreachable extends Error {
  override readonly name = 'MasterUnreachable';
  readonly code = 'master-unreachable';
  constructor(
    /** What the operator reads, with the way out. */
    readonly sentence: string,
    options?: ErrorOptions,
  ) {
    super('master unreachable', options);
  }
}

/** No profile, or one that cannot be used. */
export class ProfileProblem extends Error {
  override readonly name = 'ProfileProblem';
  readonly code = 'profile';
  constructor(
    readonly sentence: string,
    options?: ErrorOptions,
  ) {
    super('profile', options);
  }
}
