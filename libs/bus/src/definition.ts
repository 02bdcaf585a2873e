import type { Signer } from '@fleet/identity';
import type { ServerTrust } from '@fleet/protocol';

export interface BusOptions {
  readonly servers: readonly string[];
  /**
   * How the server is known. With it nothing is sent before the handshake is done, whatever the addresses say. Absent: addresses that begin with
   * `tls://` are believed by the authorities of this machine, others are not encrypted.
   */
  readonly tls?: ServerTrust | undefined;
  /** Shown in the server's connection list. */
  readonly name: string;
  /** Who connects; its inbox and the subjects that it may use follow from its key. */
  readonly signer: Signer;
  /** Asked at every connection attempt, so that a renewed JWT is used without a restart. */
  readonly jwt: () => string;
  /** Daemons: keep trying until there is a server. Default false: fail with `unreachable`. */
  readonly waitForServer?: boolean;
  /** Ends the waiting for a server; {@link Bus} itself is ended by `drain` or `close`. */
  readonly signal?: AbortSignal;
  /**
   * Daemons: go on after refused credentials (a revoked JWT may be renewed). Default false: {@link Bus.closed} resolves with
   * a {@link BusError} `not-allowed`.
   */
  readonly persistent?: boolean;
  /** Milliseconds for the first connection; default 5000. */
  readonly timeout?: number;
  /** Milliseconds between pings; two unanswered end a dead connection. Default 20000. */
  readonly pingInterval?: number;
  /** Where trouble that belongs to nobody's request goes. Default: nowhere. */
  readonly onTrouble?: (trouble: BusTrouble) => void;
  /** Bytes of one incoming message; larger ones are garbage. Default 1 MiB. */
  readonly maxMessage?: number;
  /** Bytes of an answer to a request, which may come in several messages. Default: one message. */
  readonly maxAnswer?: number;
}

/** Things that went wrong without anybody waiting for them. Static sentence, details as fields. */
export interface BusTrouble {
  readonly code:
    'garbage' | 'handler-failed' | 'overloaded' | 'foreign-inbox' | 'permission' | 'consumer' | 'connection';
  readonly message: string;
  readonly subject?: string;
  readonly error?: unknown;
}

export type BusErrorCode =
  | 'unreachable'
  /** There is a server, and its certificate is not vouched for. */
  | 'untrusted'
  | 'not-allowed'
  | 'disconnected'
  | 'closed'
  | 'no-responders'
  | 'timeout'
  | 'too-large'
  | 'malformed'
  | 'refused';

export class BusError extends Error {
  override readonly name = 'BusError';
  constructor(
    readonly code: BusErrorCode,
    message: string,
    /** Subject, server answer, …: never a payload. */
    readonly fields: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface BusMessage {
  readonly subject: string;
  /** The public key in the subject: who sent it, proven by the server's permissions. `undefined` where the subject names nobody. */
  readonly caller: string | undefined;
  readonly data: Uint8Array;
  readonly reply: string | undefined;
  /** The body. A body that is not JSON, nested deeper than 64 levels or too large never reaches a handler. */
  json(): unknown;
  /**
   * Answers the caller. False where nothing was sent: nobody waits, the reply subject is not the caller's own inbox (the server does
   * not check reply subjects, so a minion could make us write anywhere), or the connection is down. Many answers are allowed. One that no single
   * message carries goes in parts, where the subscription has `longAnswers` and whoever asked puts them together ({@link BusOptions.maxAnswer}).
   * @throws BusError `too-large`
   */
  respond(body: unknown): boolean;
}

export interface BusSubscription {
  /** Messages that were dropped because they were no JSON or too large. */
  readonly garbage: number;
  stop(): void;
}

export interface SubscribeOptions {
  /** Whoever asks here may get an answer in parts, if it takes them. Default false. */
  readonly longAnswers?: boolean;
  /** One member of the group gets each message. */
  readonly queue?: string;
  /** Handlers that may run at once; default 256. */
  readonly concurrency?: number;
  /** Messages that may wait for a handler; more are dropped and reported as `overloaded`. Default 10000. */
  readonly waiting?: number;
  /** The same for one sender, so that a flood of one does not keep out others, who take turns with it. Default: as many as all. */
  readonly waitingEach?: number;
  /** Told of a message that is none (not JSON, nested too deeply, too large), so that its sender can be answered; it is counted and reported in any case. */
  readonly onGarbage?: (message: Pick<BusMessage, 'subject' | 'caller' | 'reply' | 'respond'>, error: BusError) => void;
  /** Told of a message that was dropped because too many wait, so that its sender can be answered; it is reported in any case. */
  readonly onOverload?: (message: Pick<BusMessage, 'subject' | 'caller' | 'reply' | 'respond'>) => void;
}

export type BusHandler = (message: BusMessage) => void | Promise<void>;

/** `up`: connected (again); `down`: the connection is lost and is being re-established; `refused`: the server does not take these credentials. */
export type BusStatus =
  { readonly state: 'up'; readonly server: string } | { readonly state: 'down'; readonly refused: boolean };

export interface PublishedReturn {
  /** Position in the stream. */
  readonly sequence: number;
}

export interface ReturnMessage {
  /** The minion's key, from the subject. */
  readonly key: string;
  readonly jid: string;
  readonly subject: string;
  readonly data: Uint8Array;
  /** Position in the stream. */
  readonly sequence: number;
  /** 1 the first time; more after a handler failed or the master was ended. */
  readonly deliveries: number;
  json(): unknown;
}

export interface StreamMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  /** Position in the stream. */
  readonly sequence: number;
  /** When the stream got it; milliseconds since the epoch. */
  readonly at: number;
}

export interface ConsumeOptions {
  /** Returns handed over at once; default 200. */
  readonly batch?: number;
  /** Durable name; masters that share a store share it. Default `master`. */
  readonly durable?: string;
  /** Milliseconds after which unacknowledged returns come again; default 30000. */
  readonly ackWait?: number;
}

export interface ReturnsConsumer {
  /** Resolves once the batch in hand is finished. */
  stop(): Promise<void>;
}

export interface Bus {
  /** Own public key. */
  readonly key: string;
  /** Who connected. */
  readonly signer: Signer;
  readonly connected: boolean;
  /** What the server said of itself at the last connection. */
  readonly server: { readonly version: string; readonly maxMessage: number; readonly address: string } | undefined;
  /** Resolves when the bus is closed for good: with the reason, or without one after {@link drain} or {@link close}. */
  readonly closed: Promise<BusError | undefined>;

  subscribe(subject: string, handler: BusHandler, options?: SubscribeOptions): BusSubscription;
  /** False where it was not sent because the connection is down: the client keeps nothing for later. @throws BusError `too-large`, `closed` */
  publish(subject: string, body: unknown): boolean;
  /** Resolves after the server has seen everything that was sent so far. */
  flush(): Promise<void>;
  /** The JSON of one answer. @throws BusError `no-responders`, `timeout`, `disconnected`, `not-allowed`, `too-large`, `malformed` */
  request(
    subject: string,
    body: unknown,
    options?: { readonly timeout?: number; readonly signal?: AbortSignal },
  ): Promise<unknown>;
  /**
   * Every answer, until the caller leaves the loop. `timeout` (milliseconds, default 10000) is for the first answer, and for each further part of any; `idle` for each answer after
   * it (default: none). Fails like {@link request}; a connection lost in between is `disconnected`, because answers may be missing then.
   */
  requestMany(
    subject: string,
    body: unknown,
    options?: { readonly timeout?: number; readonly idle?: number; readonly signal?: AbortSignal },
  ): AsyncIterable<unknown>;

  /**
   * To the stream of returns; resolves when the server has stored it on disk. Publishing twice hands it over twice: whoever stores returns goes
   * by key and jid. (Message ids for the server's own detection would let one minion suppress another's return.)
   * @throws BusError `disconnected`, `timeout`, `no-responders` (no stream yet), `refused` (the stream is full), `too-large`
   */
  publishReturn(subject: string, body: unknown, options?: { readonly timeout?: number }): Promise<PublishedReturn>;
  /** Master: makes the stream, or brings its settings up to date. */
  ensureReturnsStream(options?: { readonly maxBytes?: number; readonly maxAge?: number }): Promise<void>;
  /** Master: hands over batches in order; a batch is acknowledged after `handler` has resolved, and comes again after it failed. */
  consumeReturns(
    handler: (batch: readonly ReturnMessage[]) => Promise<void>,
    options?: ConsumeOptions,
  ): Promise<ReturnsConsumer>;

  /** Master: makes the stream of facts, or brings its settings up to date. `empty`: it holds none. */
  ensureFactsStream(options?: {
    readonly maxBytes?: number;
    readonly maxAge?: number;
  }): Promise<{ readonly empty: boolean }>;
  /**
   * Master: resolves when the server has stored it on disk.
   * @throws BusError `disconnected`, `timeout`, `no-responders` (no stream yet), `refused`, `too-large`
   */
  publishFacts(epoch: number, message: Uint8Array): Promise<{ readonly sequence: number }>;
  /** Master: every message that a stream holds now, oldest first; nothing where there is no such stream. @throws BusError */
  readStream(stream: string): AsyncIterable<StreamMessage>;

  /** The present state at once, then every change. Answers how to stop listening. */
  onStatus(listener: (status: BusStatus) => void): () => void;
  /** Drops the connection and makes a new one, with a new JWT. */
  reconnect(): Promise<void>;
  /** Finishes handlers, sends what is queued, closes. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** A bus whose connection can be exchanged while it is used, because the server ends each one when the JWT expires that it began with. */
export interface LastingBus extends Bus {
  /**
   * Makes a second connection with the JWT of now, takes the subscriptions over to it, then gives up the first. Every message of a subscription
   * is handled once, requests end where they began, and nobody who listens to the state hears of it.
   * @throws BusError `unreachable`, `not-allowed`, `disconnected`: the first connection stays
   */
  changeOver(): Promise<void>;
}
