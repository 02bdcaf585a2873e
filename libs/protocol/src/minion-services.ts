import type { Signed } from './commands.js';
import type { Jid } from './jid.js';
import type { SignedKeyset } from './keyset.js';
import type { ArtifactPart, ArtifactStatAnswer } from './artifact-messages.js';

export interface MinionServices {
  /** The minion's pillar for its own grains, compiled now: JSON of a {@link PillarAnswer} (context `pillar`). */
  pillar: { ask: PillarRequest; answer: Signed };
  /**
   * The manifest of a revision. Where a command named none, the newest, and `newest` says which that is: JSON of a {@link NewestRevision}
   * (context `tree`) with the `nonce` of the request.
   */
  manifest: { ask: { revision?: string; nonce?: string }; answer: { manifest: string; newest?: Signed } };
  /** Part of a blob: at most 512 KiB from `offset`. */
  blob: { ask: { sha256: string; offset: number }; answer: { data: string; size: number } };
  /** New user JWT for the same key: JSON of {@link RenewedCredentials} (context `renewal`). */
  renew: { ask: { nonce: string }; answer: Signed };
  /** Keysets that came after the one with this serial. */
  keyset: { ask: { after: number }; answer: { keysets: readonly SignedKeyset[] } };
  /** Is anybody there? */
  ping: { ask: Record<string, never>; answer: { pong: true } };
  /** What a running job says, from `offset` (bytes) on; where the master has less or more, it says how much. */
  output: { ask: OutputPart; answer: { received: number } };
  /** What the plan says that a running `state.apply_plan` is to apply: JSON of a {@link PlannedAnswer} (context `planned`). */
  plan: { ask: { jid: Jid; nonce: string }; answer: Signed };
  /** Whether somebody still keeps a job that lasts only as long as it is kept. */
  job_kept: { ask: { jid: Jid }; answer: { kept: boolean } };
  /** What the master has of an artifact, and where secret ones are sealed to. */
  artifact_stat: { ask: { path: string }; answer: ArtifactStatAnswer };
  /** Part of an artifact. */
  artifact_put: { ask: ArtifactPart; answer: { received: number; done: boolean } };
}

/** At most 64 KiB. An empty text asks how much the master has. A gap before `offset` was dropped by the minion. */
export interface OutputPart {
  readonly jid: Jid;
  readonly offset: number;
  readonly text: string;
}

export interface PillarRequest {
  /** Comes back in the answer, so that an old answer is worth nothing. */
  readonly nonce: string;
  readonly grains: string;
  readonly environment?: string;
  /** Exact JSON of the `pillar=` override. */
  readonly override?: string;
  /** Do not send the pillar but an explanation of it: of the value at this path, or, where it is empty, of every top-level key. */
  readonly explain?: string;
}

/** What was asked for, for whom, and which of two answers is newer: `revision` only grows within an `epoch`, and that only grows. */
export interface AnswerFrame {
  /** The minion's public key. */
  readonly minion: string;
  readonly nonce: string;
  readonly epoch: number;
}

export interface NewestRevision extends AnswerFrame {
  /** Hex SHA-256 of the manifest. */
  readonly tree: string;
}

export interface RenewedCredentials extends AnswerFrame {
  readonly jwt: string;
}

export interface PillarAnswer extends AnswerFrame {
  readonly revision: number;
  /** base64 of a seal (room identity): the pillar, or its explanation, as exact JSON. */
  readonly sealed: string;
  /** Paths (`cortensord:NODE_PRIVATE_KEY`) whose values are secret; none with an explanation, which holds no secrets. */
  readonly secrets: readonly string[];
}
