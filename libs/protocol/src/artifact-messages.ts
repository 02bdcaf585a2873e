import type { Signed } from './commands.js';

/** Bytes of one part of an artifact, before base64. */
export const artifactPart = 512 * 1024;

export interface ArtifactStatAnswer {
  /** Absent: there is none under this path. */
  readonly artifact?: { readonly sha256: string; readonly size: number; readonly secret: boolean };
  /** Raw X25519 public key of the master, base64url, signed by the key that minions pin (context `artifact-seal`). */
  readonly sealKey: Signed;
}

/**
 * Parts come in order, each where the last one ended; with the last, the master checks the hash and puts the file in its place. A part that
 * begins at 0 begins anew.
 */
export interface ArtifactPart {
  /** Below the minion's own folder: no `..`, no leading slash. */
  readonly path: string;
  readonly offset: number;
  /** Of the whole as it is sent, bytes. */
  readonly size: number;
  /** Of the whole as it is sent, hex. */
  readonly sha256: string;
  /** base64. */
  readonly data: string;
  /** What is sent is a seal to the master's key; this is what is under it. */
  readonly secret?: { readonly size: number; readonly sha256: string };
}

export interface ArtifactRow {
  readonly minion: string;
  readonly path: string;
  /** Bytes of the content, opened. */
  readonly size: number;
  readonly sha256: string;
  readonly secret: boolean;
  /** Milliseconds since the epoch. */
  readonly stored: number;
}
