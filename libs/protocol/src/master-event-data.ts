import type { Target } from './commands.js';
import type { FaultCode } from './faults.js';
import type { Jid } from './jid.js';
import type { DownReason } from './presence-messages.js';

/**
 * What the master tells of itself, as kind → payload. A kind is the tag with words in capitals where ids stand. Calls are redacted as in the
 * audit log.
 */
export interface MasterEventData {
  'job/JID/new': {
    readonly function: string;
    readonly target: Target;
    /** A list and a mapping, redacted. */
    readonly args: unknown;
    readonly kwargs: unknown;
    readonly operator: string;
    readonly minions: number;
    readonly revision?: string;
    readonly queued?: true;
    readonly rollout?: string;
    readonly step?: string;
  };
  'job/JID/ret/MINION': {
    readonly function: string;
    readonly success: boolean;
    readonly retcode: number;
    readonly duration: number;
    readonly fault?: FaultCode;
    readonly late?: true;
  };
  'job/JID/end': {
    readonly function: string;
    readonly operator: string;
    readonly expected: number;
    readonly returned: number;
    readonly failed: number;
    readonly silent: readonly { readonly minion: string; readonly reason: string }[];
    readonly more?: number;
  };
  'key/MINION/pending': {
    readonly key: string;
    readonly fingerprint: string;
    readonly token?: string;
    readonly address?: string;
  };
  'key/MINION/accepted': {
    readonly key: string;
    readonly fingerprint: string;
    readonly by: string;
    readonly replaced?: string;
  };
  'key/MINION/rejected': { readonly key: string; readonly fingerprint: string; readonly by: string };
  'key/MINION/deleted': { readonly key: string; readonly fingerprint: string; readonly by: string };
  'drift/MINION': {
    readonly drifts: boolean;
    readonly chunks: number;
    readonly corrective: number;
    readonly intentional: number;
    readonly jid: Jid;
  };
  'minion/MINION/up': { readonly version?: string };
  'minion/MINION/down': { readonly reason: DownReason };
  'minion/MINION/duplicate': { readonly found: boolean };
  'approval/ID/requested': {
    readonly operator: string;
    readonly function: string;
    readonly target: Target;
    readonly args: unknown;
    readonly kwargs: unknown;
    readonly minions: number;
    readonly by: readonly string[];
    readonly needed: number;
  };
  'approval/ID/approved': { readonly by: string; readonly operator: string; readonly function: string };
  'approval/ID/denied': { readonly by: string; readonly operator: string; readonly function: string };
  'approval/ID/started': {
    readonly operator: string;
    readonly function: string;
    readonly jid?: Jid;
    readonly rollout?: string;
  };
  'approval/ID/void': { readonly operator: string; readonly function: string; readonly reason: string };
  'rollout/ID/new': {
    readonly function: string;
    readonly target: Target;
    readonly args: unknown;
    readonly kwargs: unknown;
    readonly operator: string;
    readonly minions: number;
    readonly waves: number;
    readonly revision?: string;
  };
  'rollout/ID/wave': RolloutStanding;
  'rollout/ID/paused': RolloutStanding & { readonly by: string };
  'rollout/ID/resumed': RolloutStanding;
  'rollout/ID/reverting': RolloutStanding;
  'rollout/ID/done': RolloutStanding;
  'rollout/ID/failed': RolloutStanding;
  'rollout/ID/reverted': RolloutStanding;
  'rollout/ID/aborted': RolloutStanding;
  'operator/NAME/invited': { readonly roles: readonly string[]; readonly by: string };
  'operator/NAME/joined': { readonly roles: readonly string[]; readonly by: string; readonly key: string };
  'operator/NAME/roles': {
    readonly roles: readonly string[];
    readonly before: readonly string[];
    readonly by: string;
  };
  'operator/NAME/revoked': { readonly by: string; readonly key?: string };
  'master/started': { readonly version: string };
  'master/stopped': { readonly version: string };
  'sink/NAME/test': { readonly by: string };
}

/** How far a rollout is. */
export interface RolloutStanding {
  readonly function: string;
  readonly operator: string;
  readonly wave: number;
  readonly waves: number;
  readonly failures: number;
  readonly reason?: string;
}

export type MasterEventKind = keyof MasterEventData;

type Capitals<Word extends string> = Word extends Uppercase<Word> ? Word : never;

/** The ids that a kind names: `JID` and `MINION` of `job/JID/ret/MINION`. */
export type EventPlace<Kind extends string> = Kind extends `${infer Word}/${infer Rest}`
  ? Capitals<Word> | EventPlace<Rest>
  : Capitals<Kind>;

export type EventPlaces<Kind extends string> = { readonly [Place in EventPlace<Kind>]: string };
