import type { Signed, Target } from './commands.js';
import type { Jid } from './jid.js';
import type { AnswerFrame } from './minion-services.js';

/**
 * A plan: what a job of `state.plan` found, as the master signed it (context `plan`). It holds nothing that the returns of that job do not
 * hold, redacted as they are; what it is compared by stays with the master and tells nobody anything but the minion that made it.
 */
export interface PlanHeader {
  readonly kind: 'plan';
  readonly v: 1;
  /** The job of `state.plan`. */
  readonly jid: Jid;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly expires: number;
  /** Who planned. */
  readonly operator: string;
  readonly target: Target;
  /** Exact JSON, as they were given to `state.plan`. */
  readonly args: string;
  readonly kwargs: string;
  /** State-tree revision that was planned with, and is applied. */
  readonly revision: string;
  /** What formulas want confirmed of it. */
  readonly asks: readonly { readonly what: string; readonly loses: string }[];
  /** Ids of those whose dry run ended well, in order. */
  readonly minions: readonly string[];
  /** Hex SHA-256 over the parts, one JSON text a line, in the order of `minions`. */
  readonly digest: string;
}

/** What a plan does on one minion: states that would do something. */
export interface PlanPart {
  readonly minion: string;
  readonly states: readonly PlannedState[];
  /** States that stay as they are. */
  readonly unchanged: number;
}

export interface PlannedState {
  readonly id: string;
  /** `file.managed` */
  readonly state: string;
  readonly name: string;
  readonly sls: string;
  readonly comment: string;
  /** Exact JSON, redacted. */
  readonly changes: string;
  /** What it destroys, for good: sentences in the infinitive. */
  readonly destroys: readonly string[];
}

/** Events of a plan that is written, in order: a part or a reason for each minion, then the signature. */
export type PlanEvent =
  | { readonly event: 'part'; readonly part: PlanPart }
  | { readonly event: 'left-out'; readonly minion: string; readonly why: string }
  | { readonly event: 'signed'; readonly plan: Signed };

/** What a plan says of the one minion that asks (context `planned`). */
export interface PlannedAnswer extends AnswerFrame {
  /** The job of `state.plan`. */
  readonly plan: Jid;
  /** What the minion itself made there, to know it again. */
  readonly proof: string;
  /** What its states are called, in the order of the proof. */
  readonly states: readonly string[];
  /** The last job that applied it on this minion, and succeeded there. */
  readonly appliedBy?: Jid;
}

/** Where the value that `state.plan` returns holds the proof, beside the states. */
export const planProofKey = '__plan__';

/** What a job that applies a plan calls. */
export const applyPlan = 'state.apply_plan';
export const makePlan = 'state.plan';
