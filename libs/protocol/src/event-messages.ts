/** Something happened on a minion, and whoever watches the master's events may want to know. Answered with {@link Reply}. */
export interface MinionEventMessage {
  readonly kind: 'event';
  readonly v: 1;
  /** `deploy/finished`; at most 256 characters. */
  readonly tag: string;
  /** Exact JSON of a mapping, redacted; with tag and frame at most {@link eventLimit} bytes. */
  readonly data: string;
}

/** Bytes of one event's data. */
export const eventLimit = 64 * 1024;

/**
 * What watchers of events get: `listening` first, then what happens. `again`: the stream ends here; ask again with `after`, and nothing is
 * missed. `gap`: something may have been, because the master was restarted or too much happened meanwhile.
 */
export type FleetEvent =
  | {
      readonly event: 'fired';
      readonly sequence: number;
      readonly at: number;
      readonly minion: string;
      readonly tag: string;
      /** Exact JSON of a mapping. */
      readonly data: string;
    }
  | { readonly event: 'listening'; readonly after: number; readonly gap?: true }
  | { readonly event: 'again'; readonly after: number };
