import type { ArtifactPart, ArtifactStatAnswer } from './artifact-messages.js';

export interface MinionServices {
  /** The minion's pillar for its own grains, compiled now; `sealed` to its X25519 key: exact JSON of the pillar mapping. */
  pillar: { ask: PillarRequest; answer: PillarAnswer };
  /** The manifest of a revision (or of the newest). */
  manifest: { ask: { revision?: string }; answer: { manifest: string } };
  /** Part of a blob: at most 512 KiB from `offset`. */
  blob: { ask: { sha256: string; offset: number }; answer: { data: string; size: number } };
  /** New user JWT for the same key. */
  renew: { ask: Record<string, never>; answer: { jwt: string } };
  /** Is anybody there? */
  ping: { ask: Record<string, never>; answer: { pong: true } };
  /** What the master has of an artifact, and where secret ones are sealed to. */
  artifact_stat: { ask: { path: string }; answer: ArtifactStatAnswer };
  /** Part of an artifact. */
  artifact_put: { ask: ArtifactPart; answer: { received: number; done: boolean } };
}

export interface PillarRequest {
  readonly grains: string;
  readonly environment?: string;
  /** Exact JSON of the `pillar=` override. */
  readonly override?: string;
  /** Do not send the pillar but an explanation of it: of the value at this path, or, where it is empty, of every top-level key. */
  readonly explain?: string;
}

export interface PillarAnswer {
  /** base64 of a seal (room identity): the pillar, or its explanation, as exact JSON. */
  readonly sealed: string;
  /** Paths (`cortensord:NODE_PRIVATE_KEY`) whose values are secret; none with an explanation, which holds no secrets. */
  readonly secrets: readonly string[];
}
