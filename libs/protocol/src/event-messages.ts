/** Something happened on a minion, and whoever watches the master's events may want to know. Answered with {@link Reply}. */
export interface MinionEventMessage {
  readonly kind: 'event';
  readonly v: 1;
  /** `deploy/finished`; at most 256 characters, and none of the words in front that are the master's. */
  readonly tag: string;
  /** Exact JSON of a mapping, redacted; with tag and frame at most {@link eventLimit} bytes. */
  readonly data: string;
}

/** Bytes of one event's data. */
export const eventLimit = 64 * 1024;

/** What happened, as the journal of the master has it. */
export interface EventRow {
  /** Grows by every event, and never goes back. */
  readonly sequence: number;
  /** Milliseconds since the epoch, by the clock of the master. */
  readonly at: number;
  /** Who told it, or whom it is about. */
  readonly minion?: string;
  readonly tag: string;
  /** Exact JSON of a mapping. */
  readonly data: string;
}

/**
 * What watchers of events get: `listening` first, then what happens. `again`: the stream ends here; ask again with `after`, and nothing is
 * missed. `gap`: something may have been, because it has left the journal meanwhile.
 */
export type FleetEvent =
  | ({ readonly event: 'fired' } & EventRow)
  | { readonly event: 'listening'; readonly after: number; readonly gap?: true }
  | { readonly event: 'again'; readonly after: number };

/** Which events; `tag`, `minion`: globs. Times are milliseconds since the epoch; `since` is part of it, `until` is not. */
export interface EventChoice {
  readonly tag?: string;
  readonly minion?: string;
  readonly since?: number;
  readonly until?: number;
}

export interface EventListAsk extends EventChoice {
  /** Which come first; default `newest`. */
  readonly order?: 'oldest' | 'newest';
  readonly limit?: number;
  /** Where the part before this one ended: only what comes behind. */
  readonly behind?: number;
}

export interface EventListAnswer {
  readonly events: readonly EventRow[];
  /** There may be more: ask again with this as `behind`. Also where none was found yet. */
  readonly behind?: number;
}

export interface EventCountAsk extends EventChoice {
  readonly by: 'tag' | 'minion';
}

export interface EventCountRow {
  /** A kind as docs/events.md lists them, the first word of a minion's own tag with `/*`, or the id of a minion. */
  readonly name: string;
  readonly count: number;
  readonly last: number;
  /** The minute with the most of them: when it began, and how many there were. */
  readonly busiest: { readonly at: number; readonly count: number };
}

export interface EventCountAnswer {
  /** The most first; at most 1000. */
  readonly rows: readonly EventCountRow[];
  /** What the rows leave out. */
  readonly others: { readonly names: number; readonly count: number };
  readonly total: number;
  /** The span that was counted: what was asked for, as far as the journal goes back. */
  readonly since: number;
  readonly until: number;
}

/** What becomes of events that a sink is to get. */
export interface SinkRow {
  readonly name: string;
  readonly kind: 'webhook' | 'command';
  /** Where to: an address without its query, or a program. */
  readonly to: string;
  /** `idle`: it has everything. `sending`: some are under way. `waiting`: the last try failed, and the next is at `next`. */
  readonly state: 'idle' | 'sending' | 'waiting';
  /** The last sequence that it has, or does not want. */
  readonly sent: number;
  /** Events of the journal behind that; those that it does not want are among them. */
  readonly behind: number;
  /** How old the first of these is; milliseconds. */
  readonly lag?: number;
  /** Events that it got since it was there. */
  readonly delivered: number;
  /** Events that left the journal before it had them. */
  readonly lost: number;
  /** Tries that failed since the last that did not. */
  readonly failures: number;
  /** Why the last that failed did, and when. */
  readonly error?: string;
  readonly errorAt?: number;
  readonly next?: number;
}

export type SinkTested =
  | { readonly ok: true; readonly duration: number }
  | { readonly ok: false; readonly duration: number; readonly error: string };
