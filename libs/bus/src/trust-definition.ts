import type { JoinToken, Signer } from '@fleet/identity';
import type { Keyset, ServerTrust, SignedKeyset } from '@fleet/protocol';

// Operator mode: what the trust of the bus stands on, and the server itself.

/** Names of accounts: the fleet's own, the one that joiners see, and the server's. */
export type AccountName = 'FLEET' | 'ENROL' | 'SYS';

/** Roles of users. `master`, `registrar` and `system` are the master's own connections. */
export type UserRole = 'minion' | 'operator' | 'joiner' | 'master' | 'registrar' | 'system';

/** Roles of users that can be revoked. */
export type RevocableRole = 'minion' | 'operator' | 'joiner';

/** Milliseconds that the JWTs of these roles may live. */
export interface MintedLifetimes {
  readonly minion: number;
  readonly operator: number;
}

export interface UserOrder {
  readonly role: UserRole;
  /** `U…` */
  readonly publicKey: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly expires?: number;
}

export interface RoleKey {
  readonly account: AccountName;
  readonly role: UserRole;
  /** `A…` */
  readonly key: string;
  readonly until?: number;
}

/** The keys that the fleet's trust stands on, read from `keys/`. */
export interface Trust {
  readonly folder: string;
  readonly operatorJwt: string;
  /** Public key of each account. */
  readonly accounts: Readonly<Record<AccountName, string>>;
  /** Signs commands, notices, admissions, pillars and trees; the newest keyset names it. */
  readonly commandSigner: Signer;
  /** Raw public key of the present root, base64url: what join tokens and profiles pin. */
  readonly root: string;
  readonly keyset: Keyset;
  /** Every keyset that ever was, oldest first: whoever pinned an older root walks along them. */
  readonly keysets: readonly SignedKeyset[];
  /** Public key of the operator that the server knows from its configuration. */
  readonly operatorKey: string;
  /** What signs users; replaced ones too, with the end of their time (milliseconds since the epoch): the accounts have to be pushed then. */
  readonly roles: readonly RoleKey[];
  /** Reads the folder again, after keys were replaced in it; all but the operator, which the server has to be started with. @throws TrustUnusable; what was there stays */
  reload(): Promise<void>;
  /** The account's JWT as it is now, revocations included. */
  accountJwt(account: AccountName): string;
  /**
   * Writes down how long JWTs may live, before they are minted: that is how long revocations are kept. Without it both are kept for a year.
   * @throws TrustUnusable, and the error of a disk that takes no more
   */
  declareLifetimes(lifetimes: MintedLifetimes): Promise<void>;
  /** When the last JWT of this role that was minted until `at` expires; milliseconds since the epoch, both. */
  goodUntil(role: RevocableRole, at: number): number;
  /** A user JWT of exactly the rights of its role. Below a millisecond. */
  mintUser(order: UserOrder): string;
  /** Who the master itself is on a connection of this role. */
  own(role: 'master' | 'registrar' | 'system'): { readonly signer: Signer; readonly jwt: () => string };
  /** A new joiner and its token. */
  mintJoinToken(order: {
    readonly servers: readonly string[];
    readonly tls?: ServerTrust | undefined;
    readonly expires: number;
  }): {
    readonly token: JoinToken;
    readonly text: string;
    readonly publicKey: string;
  };
  /** Whether JWTs of this key that were issued before `at` (milliseconds since the epoch) are void already. */
  isRevoked(account: 'FLEET' | 'ENROL', publicKey: string, at: number): boolean;
  /** Writes down that JWTs of this key issued until now are void. {@link ControlLink.revoke} also tells the server. */
  recordRevocation(role: RevocableRole, publicKey: string): Promise<void>;
  /** Writes down that JWTs of this key issued from `since` (milliseconds since the epoch) on are good again. {@link ControlLink.reinstate} also tells the server. */
  liftRevocation(account: 'FLEET' | 'ENROL', publicKey: string, since: number): Promise<void>;
}

export interface PresenceEvent {
  readonly event: 'connected' | 'disconnected';
  readonly account: 'FLEET' | 'ENROL';
  /** `U…`, as the server authenticated it. */
  readonly key: string;
  readonly host: string;
  /** Why it went: `Client Closed`, `Stale Connection`, `Credentials Revoked`, …; the server's own words. */
  readonly reason?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The master's connection to the server's own account. */
export interface ControlLink {
  /**
   * Records the revocations and pushes them together; the server drops the users' connections at once.
   * @throws BusError `disconnected` where the server could not be told within ten seconds; it is recorded then, and pushed as soon as
   *   there is a connection again.
   */
  revoke(role: RevocableRole, ...publicKeys: string[]): Promise<void>;
  /**
   * Takes revocations back: JWTs of these keys that were issued from `since` on are good again, as far as they have not expired.
   * @throws BusError as {@link revoke}
   */
  reinstate(
    account: 'FLEET' | 'ENROL',
    ...keys: { readonly publicKey: string; readonly since: number }[]
  ): Promise<void>;
  /** Pushes all accounts as they are on disk. It happens by itself after a lost connection; call it after the start and after a restored backup. */
  pushAccounts(): Promise<void>;
  watchPresence(listener: (event: PresenceEvent) => void): () => void;
  /** Keys that are connected to the account now, to reconcile what was missed. */
  connections(account: 'FLEET' | 'ENROL'): Promise<readonly { readonly key: string; readonly since: number }[]>;
  /** From which IP address the user is connected that waits for an answer in this inbox, as the server sees it. */
  addressOf(
    account: 'FLEET' | 'ENROL',
    asker: { readonly key: string; readonly inbox: string },
  ): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface NatsServerSettings {
  readonly trust: Trust;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  /** Folder for JetStream and the JWT resolver. */
  readonly folder: string;
  /** Paths of certificate and key; `orClear`: clients may do without. Absent: all speak in clear. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly orClear?: boolean } | undefined;
  /** Bytes that JetStream may use on disk; default 10 GiB. */
  readonly maxStorage?: number;
  /** Bytes of memory of its machine. Default: of this one. */
  readonly memory?: number;
  /** Where it logs to; kept below a bound, because everybody can make it log. Default: to its standard error. */
  readonly logFile?: string;
  /** Of the program that will read this, `2.15.1`: some settings are unknown to older ones. */
  readonly version: string;
}

export interface NatsProgram {
  readonly path: string;
  readonly version: string;
  /** All published advisories are fixed. One that is not may listen on loopback only. */
  readonly safe: boolean;
}

export interface NatsServer {
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  readonly version: string;
  /** Resolves when it has ended, for whatever reason, with its exit code. */
  readonly exited: Promise<number | null>;
  /** Reads configuration and certificates anew; connections stay. */
  reload(): void;
  stop(): Promise<void>;
}

export class NatsServerError extends Error {
  override readonly name = 'NatsServerError';
  constructor(
    readonly code: 'not-found' | 'unsafe' | 'failed' | 'port-in-use',
    message: string,
    readonly fields: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
