import { connect, type ConnectionOptions, type NatsConnection, type NatsError } from 'nats';
import { BusError, type BusOptions } from './definition.js';

/**
 * Milliseconds between attempts: quick at first, then up to half a minute. The longer, the further apart from each other: a server that cannot take
 * in a whole fleet at once would turn away the same crowd again and again. Who is refused asks again sooner: an operator who has let it in again is
 * waiting for it.
 */
export function reconnectDelay(failures: number, refused = false, chance = Math.random()): number {
  const usual = Math.min(refused ? 7_000 : 20_000, 250 * 2 ** Math.min(failures, 7));
  return Math.floor(usual * (0.5 + chance));
}

/**
 * What the client asks before each attempt: it waits until that long after the last one, by the wall clock. A clock that was set back would keep
 * it from its server for as long, so that an attempt whose time has come by the clock that only counts on is told to be long overdue.
 */
export function attemptsInTime(delay: () => number, now = (): number => performance.now()): () => number {
  let last = -Infinity;
  return () => {
    const wait = delay();
    // It counts in whole milliseconds: where we thought that one was missing, it would connect without our knowing, and then at once again.
    if (now() - last + wholeClock < wait) return wait;
    last = now();
    return overdue;
  };
}

/** Milliseconds by which the client's clock and ours may be apart. */
const wholeClock = 2;
/** Milliseconds; no clock is set back that far. */
const overdue = -1e15;

export function isRefusal(code: unknown): boolean {
  return code === 'AUTHORIZATION_VIOLATION' || code === 'AUTHENTICATION_EXPIRED' || code === 'ACCOUNT_EXPIRED';
}

/** One attempt to connect. @throws BusError `unreachable`, `not-allowed` */
export async function dial(options: BusOptions, reconnectDelayHandler: () => number): Promise<NatsConnection> {
  const { servers, name, timeout = 5000, pingInterval = 20_000, persistent = false } = options;
  const settings: ConnectionOptions = {
    servers: servers.map(hostAndPort),
    ...tlsOptions(options),
    name,
    timeout,
    pingInterval,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    reconnectDelayHandler: attemptsInTime(reconnectDelayHandler),
    // Two refusals in a row close the client for good otherwise, even where a renewed JWT is on its way.
    ignoreAuthErrorAbort: persistent,
    inboxPrefix: `_INBOX.${options.signer.publicKey}`,
    noAsyncTraces: true,
    // The client would ask DNS itself, past /etc/hosts, once per connection.
    resolve: false,
    // The seed never meets the client's own (slow) signature code, and a renewed JWT is used at the next connection.
    authenticator: (nonce?: string) => ({
      jwt: options.jwt(),
      nkey: options.signer.publicKey,
      sig: options.signer.sign(nonce ?? '').toString('base64url'),
    }),
  };
  try {
    return await connect(settings);
  } catch (cause) {
    throw dialFailure(cause as NatsError, servers);
  }
}

/** `nats://host:port` and `tls://host:port` say the same to the client; whether it encrypts is said beside. */
function hostAndPort(server: string): string {
  return server.replace(/^[a-z]+:\/\//, '');
}

/** The handshake comes before everything else, so that nobody in between can talk us out of it. */
function tlsOptions({ servers, tls }: BusOptions): Pick<ConnectionOptions, 'tls'> {
  // Left open, the client would encrypt where the server offers it, and then ask for authorities that we do not know.
  if (!tls && !servers.some((server) => server.startsWith('tls://'))) return { tls: null };
  const { ca, name } = tls ?? {};
  const options = { handshakeFirst: true, minVersion: 'TLSv1.2', ...(ca && { ca }), ...(name && { servername: name }) };
  return { tls: options as ConnectionOptions['tls'] };
}

/** What TLS says of a certificate, and of a server that answers in clear. */
function isDistrust({ code, message }: NodeJS.ErrnoException): boolean {
  return /certificate|self.signed|CERT_|ERR_TLS|ERR_SSL|wrong version number|EPROTO|altname/i.test(
    `${code} ${message}`,
  );
}

function dialFailure(cause: NatsError, servers: readonly string[]): BusError {
  if (isDistrust(cause) || (cause.chainedError && isDistrust(cause.chainedError)))
    return new BusError(
      'untrusted',
      'the server of the bus is not one that this fleet vouches for',
      { servers, answer: cause.message },
      { cause },
    );
  if (isRefusal(cause.code))
    return new BusError('not-allowed', 'the bus refuses these credentials', { servers }, { cause });
  return new BusError(
    'unreachable',
    'no server of the bus can be reached',
    { servers, answer: cause.message },
    { cause },
  );
}

/** Daemons wait for their server; `signal` ends the waiting. */
export async function dialUntilConnected(
  options: BusOptions,
  reconnectDelayHandler: () => number,
): Promise<NatsConnection> {
  for (let failures = 0; ; failures += 1) {
    options.signal?.throwIfAborted();
    let refused = false;
    try {
      return await dial(options, reconnectDelayHandler);
    } catch (error) {
      refused = error instanceof BusError && error.code === 'not-allowed';
      if (options.waitForServer !== true || (refused && options.persistent !== true)) throw error;
      options.onTrouble?.({
        code: 'connection',
        message: refused ? 'the bus refuses these credentials' : whyNot(error),
        error,
      });
    }
    await pause(reconnectDelay(failures, refused), options.signal);
  }
}

function whyNot(error: unknown): string {
  return error instanceof BusError && error.code === 'untrusted' ? error.message : 'the bus cannot be reached yet';
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
