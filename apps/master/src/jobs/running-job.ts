import type { ExpectedMinion } from '@fleet/jobs';
import type { Jid, JobEvent, Progress, Return, SilenceReason } from '@fleet/protocol';
import type { KnownMinion } from '../presence/minion-registry.js';
import type { Missing } from './target-resolver.js';

/** What is known of a minion's connection; `undefined` for one whose key is gone. */
export type PresenceOf = (key: string) => Pick<KnownMinion, 'up' | 'since' | 'running'> | undefined;

export interface RunningJobOptions {
  readonly jid: Jid;
  readonly minions: readonly (ExpectedMinion & { readonly acknowledged?: number })[];
  readonly revision?: string;
  /** What the target names besides, in vain. */
  readonly missing?: Missing;
  /** When the command was sent, or when this master took the job over. */
  readonly started: number;
  /** Milliseconds since the epoch; absent: as long as a minion is at work. */
  readonly deadline?: number;
  /** Milliseconds that a minion has to acknowledge. */
  readonly acknowledgeTimeout: number;
  readonly presence: PresenceOf;
}

interface Member extends ExpectedMinion {
  acknowledged?: number;
  progress?: string;
  /** When the command was sent to it again. */
  resent?: number;
  /** Until when it said that it would be gone, and come back to this job. */
  away?: number;
  /** Since when it says that it runs other things only. */
  missing?: number;
}

export interface Silence extends ExpectedMinion {
  readonly reason: SilenceReason;
}

/** How long a minion at work may be away before the job stops waiting for it, in acknowledge timeouts: a reboot takes its time. */
const patience = 4;

/**
 * What a job still waits for. It decides nothing by itself: it is told what happens and asked, from time to time, whether waiting still
 * makes sense. Whoever watches hears every change once.
 */
export class RunningJob {
  private readonly waiting = new Map<string, Member>();
  private readonly silent = new Map<string, Silence>();
  /** Who watches, and whether sealed secrets are for it. */
  private readonly watchers = new Map<(event: JobEvent) => void, boolean>();
  private readonly ids: string[];

  constructor(private readonly options: RunningJobOptions) {
    for (const minion of options.minions) this.waiting.set(minion.key, { ...minion });
    this.ids = options.minions.map(({ minion }) => minion);
  }

  get jid(): Jid {
    return this.options.jid;
  }

  get finished(): boolean {
    return this.waiting.size === 0;
  }

  get silences(): Silence[] {
    return [...this.silent.values()];
  }

  get created(): JobEvent {
    const { jid, revision, missing } = this.options;
    return { event: 'created', jid, minions: this.ids, ...(revision !== undefined && { revision }), ...missing };
  }

  /** Answers how to stop watching. */
  watch(watcher: (event: JobEvent) => void, revealing = false): () => void {
    this.watchers.set(watcher, revealing);
    return () => this.watchers.delete(watcher);
  }

  acknowledged(key: string, at: number): void {
    const member = this.waiting.get(key) ?? this.recall(key);
    if (!member || member.acknowledged !== undefined) return;
    member.acknowledged = at;
    this.tell({ event: 'acknowledged', jid: this.jid, minion: member.minion });
  }

  progress(key: string, { position, total, text, away }: Progress, now = Date.now()): void {
    const member = this.waiting.get(key);
    if (!member) return;
    if (away !== undefined) member.away = now + away;
    member.progress = total === undefined ? text : `${position ?? 0}/${total} ${text}`;
    this.tell({
      event: 'progress',
      jid: this.jid,
      minion: member.minion,
      ...(position !== undefined && { position }),
      ...(total !== undefined && { total }),
      text,
    });
  }

  returned(from: ExpectedMinion, body: Return): void {
    this.waiting.delete(from.key);
    this.silent.delete(from.key);
    const { revealed, ...redacted } = body;
    const told = { event: 'returned', jid: this.jid, minion: from.minion } as const;
    for (const [watcher, revealing] of this.watchers)
      watcher({ ...told, return: revealing && revealed ? body : redacted });
  }

  /** Minions that should get the command again: they are here, and did not acknowledge. Each is named once. */
  unheard(now: number): string[] {
    if (now - this.options.started < this.options.acknowledgeTimeout / 2) return [];
    const keys: string[] = [];
    for (const member of this.waiting.values()) {
      if (member.acknowledged !== undefined || member.resent !== undefined || !this.options.presence(member.key)?.up)
        continue;
      member.resent = now;
      keys.push(member.key);
    }
    return keys;
  }

  /** Gives up on those for whom waiting makes no sense any more, with the reason. */
  giveUp(now: number): void {
    for (const member of this.waiting.values()) {
      const reason = this.reasonAgainst(member, now);
      if (!reason) continue;
      this.waiting.delete(member.key);
      this.silent.set(member.key, { key: member.key, minion: member.minion, reason });
    }
  }

  end(): void {
    const silent = this.silences.map(({ minion, reason }) => ({ minion, reason }));
    this.tell({ event: 'ended', jid: this.jid, silent });
    this.watchers.clear();
  }

  private reasonAgainst(member: Member, now: number): SilenceReason | undefined {
    const { started, deadline, acknowledgeTimeout } = this.options;
    // It said that it would be gone: a reboot takes longer than a lost connection may.
    if (member.away !== undefined && now < member.away && (deadline === undefined || now < deadline)) return undefined;
    const presence = this.options.presence(member.key);
    const away = presence?.up ? undefined : absence(presence);
    if (member.acknowledged === undefined) {
      // Who was not here when the command was sent cannot have heard it.
      if (away && (away.code === 'never-connected' || away.since <= started)) return away;
      // The second copy gets its time too.
      const late = now - Math.max(started + acknowledgeTimeout / 2, member.resent ?? 0) >= acknowledgeTimeout / 2;
      return late || (deadline !== undefined && now >= deadline) ? (away ?? { code: 'no-acknowledgement' }) : undefined;
    }
    if (deadline !== undefined && now >= deadline) {
      return (
        away ?? {
          code: 'still-running',
          since: member.acknowledged,
          ...(member.progress !== undefined && { progress: member.progress }),
        }
      );
    }
    if (away)
      return away.code === 'never-connected' || now - Math.max(away.since, started) >= acknowledgeTimeout * patience
        ? away
        : undefined;
    return this.isMissing(member, presence?.running, now) ? { code: 'no-acknowledgement' } : undefined;
  }

  /** It is up and acknowledged, but says again and again that it runs other things: it was killed at a bad moment, and no return will come. */
  private isMissing(member: Member, running: KnownMinion['running'], now: number): boolean {
    const said =
      running !== undefined &&
      running.at > Math.max(member.acknowledged ?? 0, this.options.started) + this.options.acknowledgeTimeout;
    if (!said || running.jids.includes(this.jid)) {
      delete member.missing;
      return false;
    }
    member.missing ??= now;
    return now - member.missing >= this.options.acknowledgeTimeout * patience;
  }

  /** It was given up too early. */
  private recall(key: string): Member | undefined {
    const silence = this.silent.get(key);
    if (!silence) return undefined;
    const member: Member = { key, minion: silence.minion };
    this.silent.delete(key);
    this.waiting.set(key, member);
    return member;
  }

  private tell(event: JobEvent): void {
    for (const watcher of this.watchers.keys()) watcher(event);
  }
}

function absence(
  presence: ReturnType<PresenceOf>,
): { code: 'never-connected' } | { code: 'disconnected'; since: number } {
  return presence?.since === undefined ? { code: 'never-connected' } : { code: 'disconnected', since: presence.since };
}
