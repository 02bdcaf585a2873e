import type { Jid } from './jid.js';

export interface Beat {
  readonly kind: 'beat';
  readonly v: 1;
  readonly state: 'hello' | 'alive' | 'goodbye';
  readonly minion: string;
  readonly version: string;
  /** When this minion process started; milliseconds since the epoch. */
  readonly since: number;
  /** By its clock, when it sent this; minions of before do not tell. */
  readonly at?: number;
  /** Random, of this process: two that take turns are two machines with one key. */
  readonly instance?: string;
  /** Milliseconds until the next beat, about. */
  readonly every?: number;
  /** Milliseconds to the server of the bus and back. */
  readonly rtt?: number;
  /** It finishes what it runs and takes on nothing that touches the machine. */
  readonly draining?: boolean;
  /** Exact JSON of the grains; with `hello` and after a change only. */
  readonly grains?: string;
  readonly running?: readonly Jid[];
  /** Those of them that wait until other state runs have ended, the next one first. */
  readonly waiting?: readonly Jid[];
}

/** Why a minion is down. */
export type DownReason =
  /** It said goodbye. */
  | { readonly code: 'left' }
  /** It is connected and says nothing; milliseconds. */
  | { readonly code: 'no-heartbeat'; readonly silent: number }
  /** Its connection ended; the server's own words (`Stale Connection`, `Client Closed`, `Credentials Revoked`), where it said any. */
  | { readonly code: 'connection'; readonly says?: string };
