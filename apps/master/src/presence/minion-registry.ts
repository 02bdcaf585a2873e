import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { KeyRecord, PresenceRow } from '@fleet/jobs';
import type { Beat, DownReason, Jid } from '@fleet/protocol';
import { isMap, parseExact, type ValueMap } from '@fleet/values';
import { MasterEvents } from '../events/master-events.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** An accepted minion and what was last heard of it. */
export interface KnownMinion {
  readonly key: string;
  readonly minion: string;
  readonly sealKey: string;
  readonly up: boolean;
  /** When it went up or down; absent for one that never connected. */
  readonly since?: number;
  readonly version?: string;
  /** Jids that it said it was running, and when it said so. */
  readonly running?: { readonly jids: readonly Jid[]; readonly at: number };
  /** Why it went; of one that is down. */
  readonly reason?: DownReason;
  /** Milliseconds to the server of the bus and back. */
  readonly rtt?: number;
  readonly draining?: boolean;
  /** Two machines use its key. */
  readonly duplicate?: boolean;
}

/** What a beat tells of the process behind it. */
export type Said = Partial<Pick<Beat, 'version' | 'grains' | 'running' | 'rtt' | 'draining'>> & {
  readonly duplicate?: boolean;
};

interface Entry extends KnownMinion {
  /** Exact JSON. */
  grainsText?: string;
  /** Parsed trees of thousands of minions are too much to hold; what a target just asked for is kept while memory allows. */
  grains?: WeakRef<ValueMap>;
}

export type PresenceListener = (minion: KnownMinion) => void;

/** Every accepted minion, in memory: targets and silences are answered from here without a query. */
@Injectable()
export class MinionRegistry implements OnApplicationBootstrap {
  private readonly entries = new Map<string, Entry>();
  /** What was last known of those whose key is not accepted any more: it may be accepted again. */
  private readonly gone = new Map<string, PresenceRow>();
  private readonly listeners = new Set<PresenceListener>();
  private readonly greeters = new Set<(key: string) => void>();

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly events: MasterEvents,
  ) {
    const rows = new Map(master.store.minions.all().map((row) => [row.key, row]));
    for (const key of master.store.keys.accepted()) {
      this.admit(key, rows.get(key.key));
      rows.delete(key.key);
    }
    for (const row of rows.values()) this.gone.set(row.key, row.up ? { ...row, up: false, since: row.seen } : row);
  }

  onApplicationBootstrap(): void {
    this.master.log.info({ minions: this.entries.size }, 'minions known');
  }

  /** In the order of their ids. */
  all(): KnownMinion[] {
    return [...this.entries.values()].sort((a, b) => (a.minion < b.minion ? -1 : 1));
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: string): KnownMinion | undefined {
    return this.entries.get(key);
  }

  /** Last known; empty for a minion that never said. Its id is the one that its key was accepted for, whatever it says. */
  grains(key: string): ValueMap {
    const entry = this.entries.get(key);
    const kept = entry?.grains?.deref();
    if (kept || entry?.grainsText === undefined) return kept ?? new Map();
    const parsed = parseExact(entry.grainsText);
    const grains: ValueMap = isMap(parsed) ? parsed : new Map();
    grains.set('id', entry.minion);
    entry.grains = new WeakRef(grains);
    return grains;
  }

  /** When somebody went, also one whose key was rejected meanwhile. */
  presence(key: string): Pick<KnownMinion, 'up' | 'since' | 'running' | 'reason' | 'duplicate'> | undefined {
    return this.entries.get(key) ?? this.gone.get(key);
  }

  admit(key: KeyRecord, row = this.gone.get(key.key)): void {
    this.gone.delete(key.key);
    this.entries.set(key.key, {
      key: key.key,
      minion: key.minion,
      sealKey: key.sealKey,
      up: row?.up ?? false,
      ...(row && { since: row.since }),
      ...(row?.reason && { reason: row.reason }),
      ...(row?.version !== undefined && { version: row.version }),
      ...(row?.grains !== undefined && { grainsText: row.grains }),
    });
  }

  /** Its connection ends with its key. */
  dismiss(key: string): void {
    const now = Date.now();
    this.down(key, now, { code: 'connection', says: 'its key is not accepted any more' });
    const entry = this.entries.get(key);
    if (entry?.since !== undefined) this.gone.set(key, rowOf(entry, entry.since, now));
    this.entries.delete(key);
  }

  onChange(listener: PresenceListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Told of each minion that says hello: it hears commands from now on, and may have missed some. */
  onHello(greeter: (key: string) => void): () => void {
    this.greeters.add(greeter);
    return () => this.greeters.delete(greeter);
  }

  hello(key: string): void {
    if (this.entries.has(key)) for (const greeter of this.greeters) greeter(key);
  }

  /** Moments that lie ahead of the clock, because it went back since, are now. */
  clockWentBack(now: number): void {
    for (const [key, entry] of this.entries)
      this.entries.set(key, {
        ...entry,
        ...(entry.since !== undefined && { since: Math.min(entry.since, now) }),
        ...(entry.running && { running: { ...entry.running, at: Math.min(entry.running.at, now) } }),
      });
  }

  /** Goes up: it is connected, and hears commands. */
  up(key: string, at: number, said: Said = {}): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    const news =
      !entry.up ||
      (said.version !== undefined && said.version !== entry.version) ||
      (said.grains !== undefined && said.grains !== entry.grainsText);
    const { reason: _past, ...rest } = entry;
    const changed: Entry = {
      ...rest,
      up: true,
      since: entry.up ? (entry.since ?? at) : at,
      ...(said.version !== undefined && { version: said.version }),
      ...(said.running && { running: { jids: said.running, at } }),
      ...(said.rtt !== undefined && { rtt: said.rtt }),
      ...(said.draining !== undefined && { draining: said.draining }),
      ...(said.duplicate !== undefined && { duplicate: said.duplicate }),
    };
    if (said.grains !== undefined && said.grains !== entry.grainsText) {
      changed.grainsText = said.grains;
      delete changed.grains;
    }
    this.entries.set(key, changed);
    if (news) this.save(changed, at, entry.up ? undefined : 'up');
    for (const listener of this.listeners) listener(changed);
  }

  down(key: string, at: number, reason: DownReason): void {
    const entry = this.entries.get(key);
    if (!entry || !entry.up) return;
    const { rtt: _rtt, ...rest } = entry;
    const changed: Entry = { ...rest, up: false, since: at, reason };
    this.entries.set(key, changed);
    this.save(changed, at, 'down');
    for (const listener of this.listeners) listener(changed);
  }

  /** Presence may be lost with the power: the next connection tells again. */
  private save(entry: Entry, at: number, went?: 'up' | 'down'): void {
    const row = rowOf(entry, entry.since ?? at, at);
    const { version, reason = { code: 'left' }, minion: MINION } = entry;
    this.master.store
      .write((store) => {
        store.minions.save(row);
        if (went === 'down') this.events.append(store, 'minion/MINION/down', { MINION }, { reason });
        if (went === 'up')
          this.events.append(store, 'minion/MINION/up', { MINION }, { ...(version !== undefined && { version }) });
      })
      .catch((error: unknown) => this.master.log.warn({ err: error, minion: entry.minion }, 'presence was not stored'));
  }
}

function rowOf({ key, up, version, grainsText, reason }: Entry, since: number, seen: number): PresenceRow {
  return {
    key,
    up,
    since,
    seen,
    ...(version !== undefined && { version }),
    ...(grainsText !== undefined && { grains: grainsText }),
    ...(reason && !up && { reason }),
  };
}
