import type { ExpectedMinion } from '@fleet/jobs';
import type { Jid, JobEvent, Progress, Return, Silent } from '@fleet/protocol';
import { Member } from './member.js';
import { afterMoreCopies, deliverable, quietSince, reasonAgainst, type PresenceOf, type Terms } from './patience.js';
import type { Missing } from './target-resolver.js';

export interface RunningJobOptions extends Terms {
  readonly jid: Jid;
  readonly minions: readonly (ExpectedMinion & { readonly acknowledged?: number })[];
  /** Those that it was withdrawn from, before this master took it over. */
  readonly silences?: readonly Silence[];
  readonly revision?: string;
  /** What the target names besides, in vain. */
  readonly missing?: Missing;
  readonly presence: PresenceOf;
}

export interface Silence extends Silent, ExpectedMinion {}

/** Milliseconds after which a queued job is sent once more to a minion that is here and says nothing. */
const againAfter = 60_000;

/**
 * What a job still waits for. It decides nothing by itself: it is told what happens and asked, from time to time, whether waiting still
 * makes sense. Whoever watches hears every change once.
 */
export class RunningJob {
  private readonly waiting = new Map<string, Member>();
  private readonly silent = new Map<string, Silence>();
  /** Keys that may not have got the command. */
  private readonly undelivered = new Set<string>();
  /** Who watches, and whether sealed secrets are for it. */
  private readonly watchers = new Map<(event: JobEvent) => void, boolean>();
  private readonly ids: string[];
  /** Those that the job rested for when watchers were told last. */
  private rested = '';

  constructor(private options: RunningJobOptions) {
    for (const minion of options.minions) {
      this.waiting.set(minion.key, new Member(minion, options.started));
      if (minion.acknowledged === undefined) this.undelivered.add(minion.key);
    }
    for (const silence of options.silences ?? []) this.silent.set(silence.key, silence);
    this.ids = [...options.minions, ...(options.silences ?? [])].map(({ minion }) => minion);
  }

  get jid(): Jid {
    return this.options.jid;
  }

  /** Minions that it was written down for. */
  get size(): number {
    return this.ids.length;
  }

  get finished(): boolean {
    return this.waiting.size === 0;
  }

  /** Nobody is left that the command could still be sent to. */
  get delivered(): boolean {
    return this.undelivered.size === 0;
  }

  get silences(): Silence[] {
    return [...this.silent.values()];
  }

  get created(): JobEvent {
    const { jid, revision, missing } = this.options;
    return { event: 'created', jid, minions: this.ids, ...(revision !== undefined && { revision }), ...missing };
  }

  /** As {@link rests} found it last. */
  get resting(): boolean {
    return this.rested !== '';
  }

  /** Keys that a queued job waits for. */
  get queued(): ReadonlySet<string> {
    return this.options.queue === true ? this.undelivered : new Set();
  }

  /** Those that it waits for. */
  get members(): Iterable<Readonly<Member>> {
    return this.waiting.values();
  }

  /** Until when it may be delivered; of one that waits for minions that are away. */
  get queuedUntil(): number | undefined {
    return this.options.queue === true ? this.options.expires : undefined;
  }

  /** Answers how to stop watching. */
  watch(watcher: (event: JobEvent) => void, revealing = false): () => void {
    this.watchers.set(watcher, revealing);
    return () => this.watchers.delete(watcher);
  }

  /** Whether it may be sent to this minion now; where two machines use one key, nothing goes there that touches anything. */
  maySend(key: string, now: number): boolean {
    return this.undelivered.has(key) && deliverable(this.options, this.options.presence(key), now);
  }

  acknowledged(key: string, at: number): void {
    const member = this.waiting.get(key) ?? this.recall(key, at);
    this.undelivered.delete(key);
    if (!member || member.acknowledged !== undefined) return;
    member.acknowledged = at;
    this.options = { ...this.options, heard: at };
    this.tell({ event: 'acknowledged', jid: this.jid, minion: member.minion });
  }

  progress(key: string, { position, total, text, away }: Progress, now = Date.now()): void {
    const member = this.waiting.get(key);
    if (!member) return;
    if (away !== undefined) member.away = now + away;
    member.place = total !== undefined;
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

  /** `last`: it came with the return. */
  output(key: string, start: number, text: string, last = false): void {
    const member = this.waiting.get(key);
    if (!member) return;
    // Where a state run stands its progress says better.
    if (member.place !== true) member.progress = text.trimEnd().slice(-1000);
    this.tell({
      event: 'output',
      jid: this.jid,
      minion: member.minion,
      start,
      text,
      ...(last && { last: true as const }),
    });
  }

  returned(from: ExpectedMinion, body: Return): void {
    this.waiting.delete(from.key);
    this.silent.delete(from.key);
    this.undelivered.delete(from.key);
    const { revealed, said: _logged, ...redacted } = body;
    const told = { event: 'returned', jid: this.jid, minion: from.minion } as const;
    for (const [watcher, revealing] of this.watchers)
      watcher({ ...told, return: revealing && revealed ? { ...redacted, revealed } : redacted });
  }

  /** A minion has come: whether the command is to be sent to it (again). One that was given up is waited for once more. */
  greeted(key: string, now: number): boolean {
    if (!this.maySend(key, now)) return false;
    (this.waiting.get(key) ?? this.recall(key, now))?.sent(now);
    return true;
  }

  /** Minions that should get the command again: they are here, and did not acknowledge. */
  unheard(now: number): string[] {
    const { queue, acknowledgeTimeout, presence } = this.options;
    const keys: string[] = [];
    for (const key of this.undelivered) {
      const member = this.waiting.get(key);
      if (!member || presence(key)?.up !== true || !this.maySend(key, now)) continue;
      const wait = member.copies < 2 ? acknowledgeTimeout / 2 : queue === true ? againAfter : Infinity;
      if (now - quietSince(member, this.options) < wait) continue;
      member.again(now);
      keys.push(key);
    }
    return keys;
  }

  /** Gives up on those for whom waiting makes no sense any more, with the reason. */
  giveUp(now: number): void {
    for (const member of this.waiting.values()) {
      const reason = reasonAgainst(member, this.options, this.options.presence(member.key), now);
      if (reason) this.silence(member, reason);
    }
    this.rest(now);
  }

  /** Those that it can still be withdrawn from, because they have not got it. */
  withdrawable(by: string): Silence[] {
    return [...this.undelivered]
      .flatMap((key) => this.waiting.get(key) ?? this.silent.get(key) ?? [])
      .map(({ key, minion }) => ({ key, minion, reason: { code: 'cancelled', by } }));
  }

  /** Withdraws it from them, unless they have got it meanwhile; the ids of the others. */
  withdraw(silences: readonly Silence[]): string[] {
    const withdrawn = silences.filter(({ key }) => this.undelivered.delete(key));
    for (const silence of withdrawn) this.silence(silence, silence.reason);
    return withdrawn.map(({ minion }) => minion);
  }

  /** It waits for nobody but those that are away: nothing happens before one of them comes, or it expires. */
  rests(now: number): boolean {
    const { queue, expires = 0 } = this.options;
    if (queue !== true || now > expires) return false;
    for (const member of this.waiting.values()) if (!this.isAway(member, now)) return false;
    return this.waiting.size > 0;
  }

  /** Moments that lie ahead of the clock, because it went back since, are now. */
  clockWentBack(now: number): void {
    const { started, deadline, heard } = this.options;
    const ahead = Math.max(0, started - now);
    this.options = {
      ...this.options,
      started: started - ahead,
      ...(deadline !== undefined && { deadline: deadline - ahead }),
      ...(heard !== undefined && { heard: Math.min(heard, now) }),
    };
    for (const member of this.waiting.values()) member.clockWentBack(now);
  }

  end(): void {
    this.tell({ event: 'ended', jid: this.jid, silent: this.silences.map(spoken) });
    this.watchers.clear();
  }

  private silence({ key, minion }: ExpectedMinion, reason: Silence['reason']): void {
    this.waiting.delete(key);
    this.silent.set(key, { key, minion, reason });
    if (reason.code === 'expired') this.undelivered.delete(key);
  }

  private isAway(member: Member, now: number): boolean {
    if (member.acknowledged !== undefined) return false;
    return this.options.presence(member.key)?.up !== true || afterMoreCopies(member, this.options, now);
  }

  private rest(now: number): void {
    if (!this.rests(now)) {
      this.rested = '';
      return;
    }
    const minions = [...this.waiting.values()].map(({ minion }) => minion);
    const rested = minions.join(' ');
    if (rested === this.rested) return;
    this.rested = rested;
    const { jid, expires = 0 } = this.options;
    this.tell({ event: 'queued', jid, minions, until: expires, silent: this.silences.map(spoken) });
  }

  /** It was given up too early. */
  private recall(key: string, now: number): Member | undefined {
    const silence = this.silent.get(key);
    if (!silence) return undefined;
    const member = new Member({ key, minion: silence.minion }, now);
    this.silent.delete(key);
    this.waiting.set(key, member);
    return member;
  }

  private tell(event: JobEvent): void {
    for (const watcher of this.watchers.keys()) watcher(event);
  }
}

function spoken({ minion, reason }: Silence): Silent {
  return { minion, reason };
}
