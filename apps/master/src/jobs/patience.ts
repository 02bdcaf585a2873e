import type { Jid, SilenceReason } from '@fleet/protocol';
import type { KnownMinion } from '../presence/minion-registry.js';
import type { Member } from './member.js';

/** What is known of a minion's connection; `undefined` for one whose key is gone. */
export type Present = Pick<KnownMinion, 'up' | 'since' | 'running' | 'reason' | 'duplicate'>;
export type PresenceOf = (key: string) => Present | undefined;

/** How long a job waits, and for what. Moments are milliseconds since the epoch, the rest is milliseconds. */
export interface Terms {
  readonly jid: Jid;
  /** When the command was sent, or when this master took the job over. */
  readonly started: number;
  /** A master before this one began it: its minions may be about to come back, too. */
  readonly takenOver?: boolean;
  /** Absent: as long as a minion is at work. */
  readonly deadline?: number;
  /** That a minion has to return once it has acknowledged; instead of `deadline` where the job is queued. */
  readonly timeout?: number;
  /** Nobody is sent the command later. */
  readonly expires?: number;
  /** It waits until then for those that are away. */
  readonly queue?: boolean;
  /** That a minion has to acknowledge. */
  readonly acknowledgeTimeout: number;
  /** When a minion last said for the first time that it has the command. */
  readonly heard?: number;
  /** It may go to a key that two machines use: it touches nothing. */
  readonly harmless?: boolean;
}

/** How long a minion at work may be away before the job stops waiting for it, in acknowledge timeouts: a reboot takes its time. */
export const patience = 4;

export function deliverable({ expires, harmless }: Terms, presence: Present | undefined, now: number): boolean {
  if (expires !== undefined && now > expires) return false;
  return harmless === true || presence?.duplicate !== true;
}

/**
 * Since when a minion could have been heard. While others of the same job are still being heard, what it said may be among what has not been read yet,
 * and a second copy for thousands would only make that more. There is always time left for that copy.
 */
export function quietSince({ sentAt }: Member, terms: Terms): number {
  const { heard = -Infinity, deadline = Infinity, expires = Infinity, acknowledgeTimeout } = terms;
  const longest = Math.min(sentAt + acknowledgeTimeout * patience, Math.min(deadline, expires) - acknowledgeTimeout);
  return Math.max(sentAt, Math.min(heard, longest));
}

/** Both copies have had their time. */
export function afterMoreCopies(member: Member, terms: Terms, now: number): boolean {
  const { acknowledgeTimeout } = terms;
  return now - quietSince(member, terms) >= (member.copies < 2 ? acknowledgeTimeout : acknowledgeTimeout / 2);
}

/** Why waiting for this minion makes no sense any more. */
export function reasonAgainst(
  member: Member,
  terms: Terms,
  presence: Present | undefined,
  now: number,
): SilenceReason | undefined {
  const deadline = deadlineOf(member, terms);
  // It said that it would be gone: a reboot takes longer than a lost connection may.
  if (member.away !== undefined && now < member.away && (deadline === undefined || now < deadline)) return undefined;
  const away = presence?.up ? undefined : absence(presence);
  if (member.acknowledged === undefined)
    return terms.queue === true
      ? tooLate(member, terms, now)
      : unacknowledged(member, terms, presence, away, deadline, now);
  if (deadline !== undefined && now >= deadline) {
    const { acknowledged, progress } = member;
    return away ?? { code: 'still-running', since: acknowledged, ...(progress !== undefined && { progress }) };
  }
  const { started, acknowledgeTimeout } = terms;
  if (away)
    return away.code === 'never-connected' || now - Math.max(away.since, started) >= acknowledgeTimeout * patience
      ? away
      : undefined;
  return isMissing(member, terms, presence?.running, now) ? { code: 'no-acknowledgement' } : undefined;
}

function deadlineOf({ acknowledged }: Member, { queue, deadline, timeout, started }: Terms): number | undefined {
  if (queue !== true) return deadline;
  return acknowledged === undefined || timeout === undefined ? undefined : Math.max(acknowledged, started) + timeout;
}

/** The last copy gets its time. */
function tooLate({ sentAt }: Member, terms: Terms, now: number): SilenceReason | undefined {
  const { expires = terms.started, acknowledgeTimeout } = terms;
  const late = now > expires && now - Math.min(sentAt, expires) >= acknowledgeTimeout / 2;
  return late ? { code: 'expired', at: expires } : undefined;
}

function unacknowledged(
  member: Member,
  terms: Terms,
  presence: Present | undefined,
  away: Away | undefined,
  deadline: number | undefined,
  now: number,
): SilenceReason | undefined {
  const { started, acknowledgeTimeout, takenOver, harmless } = terms;
  if (presence?.duplicate === true && harmless !== true) return { code: 'duplicate' };
  if (away && takenOver === true) return now - started >= acknowledgeTimeout * patience ? away : undefined;
  // Who was not here when the command was sent cannot have heard it.
  if (away && (away.code === 'never-connected' || away.since <= started)) return away;
  const late = afterMoreCopies(member, terms, now);
  return late || (deadline !== undefined && now >= deadline) ? (away ?? { code: 'no-acknowledgement' }) : undefined;
}

/** It is up and acknowledged, but says again and again that it runs other things: it was killed at a bad moment, and no return will come. */
function isMissing(member: Member, terms: Terms, running: KnownMinion['running'], now: number): boolean {
  const { jid, started, acknowledgeTimeout } = terms;
  const said = running !== undefined && running.at > Math.max(member.acknowledged ?? 0, started) + acknowledgeTimeout;
  if (!said || running.jids.includes(jid)) {
    member.missing = undefined;
    return false;
  }
  member.missing ??= now;
  return now - member.missing >= acknowledgeTimeout * patience;
}

type Away = Extract<SilenceReason, { code: 'never-connected' | 'disconnected' }>;

function absence(presence: Present | undefined): Away {
  if (presence?.since === undefined) return { code: 'never-connected' };
  const { since, reason } = presence;
  return { code: 'disconnected', since, ...(reason && { reason }) };
}
