import type { EventRow } from './event-messages.js';

/** A web server that takes events as the body of a POST. */
export interface WebhookTarget {
  readonly kind: 'webhook';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A file whose content signs the body; read anew for each delivery. Absolute. */
  readonly secretFile?: string;
  /** PEM: who vouches for the server, instead of those that the machine knows. Absolute. */
  readonly caFile?: string;
  /** Milliseconds for all of it. */
  readonly timeout: number;
}

/** A program that takes events on its standard input, one a line. */
export interface CommandTarget {
  readonly kind: 'command';
  /** Absolute path, and arguments; no shell reads them. */
  readonly argv: readonly [string, ...string[]];
  readonly user?: string;
  readonly directory?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds; then it is ended, with all that it started. */
  readonly timeout: number;
}

export type SinkTarget = WebhookTarget | CommandTarget;

/** What the thread of sinks is made with: it brings events to these and to nothing else, whatever the master says later. */
export interface SinkThreadData {
  readonly sinks: Readonly<Record<string, SinkTarget>>;
}

/** Master → thread. */
export type SinkOrder =
  | {
      readonly order: 'deliver';
      readonly id: number;
      readonly sink: string;
      readonly events: readonly EventRow[];
      /** Several events are one body. */
      readonly batch: boolean;
      /** 1, and one more for each time that these events were tried before. */
      readonly attempt: number;
    }
  | { readonly order: 'stop' };

/** Thread → master. */
export interface SinkOutcome {
  readonly id: number;
  /** Why it did not work; absent where it did. Not redacted. */
  readonly error?: string;
}
