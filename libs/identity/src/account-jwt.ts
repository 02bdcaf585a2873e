import { encodeJwt } from './jwt.js';
import type { Signer } from './nkeys.js';

/** What users signed by one scoped key may do; `subscribe` and `publish` are allow lists with `{{subject()}}` templates. */
export interface Scope {
  /** Public account key (`A…`) whose signature gives exactly these rights. */
  readonly key: string;
  readonly role: string;
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** Subscriptions that one connection may hold; no limit where absent. */
  readonly subscriptions?: number;
  /** Bytes of one message; the server's limit where absent. */
  readonly payload?: number;
}

export interface AccountDescription {
  readonly publicKey: string;
  readonly name: string;
  /** Seconds since the epoch. */
  readonly issued: number;
  readonly scopes: readonly Scope[];
  /** Public user key → seconds since the epoch: user JWTs issued until then are void. */
  readonly revocations?: Readonly<Record<string, number>>;
  /** Absent: an account without streams. */
  readonly jetstream?: { readonly diskBytes: number; readonly streams: number; readonly consumers: number };
  readonly connections?: number;
}

export interface OperatorDescription {
  readonly name: string;
  readonly issued: number;
  /** Operator keys that may sign accounts, so that the identity key can stay offline. */
  readonly signingKeys: readonly string[];
  readonly systemAccount: string;
}

const unlimited = -1;

/** An operator vouches for itself. */
export function operatorJwt(operator: Signer, description: OperatorDescription): string {
  return encodeJwt(operator, {
    iat: description.issued,
    name: description.name,
    sub: operator.publicKey,
    nats: {
      signing_keys: description.signingKeys,
      system_account: description.systemAccount,
      type: 'operator',
      version: 2,
    },
  });
}

/** `operator` is the operator or one of its signing keys. */
export function accountJwt(operator: Signer, account: AccountDescription): string {
  return encodeJwt(operator, {
    iat: account.issued,
    name: account.name,
    sub: account.publicKey,
    nats: {
      limits: {
        subs: unlimited,
        data: unlimited,
        payload: unlimited,
        imports: 0,
        exports: 0,
        wildcards: false,
        conn: account.connections ?? unlimited,
        leaf: 0,
        ...(account.jetstream && {
          mem_storage: 0,
          disk_storage: account.jetstream.diskBytes,
          streams: account.jetstream.streams,
          consumer: account.jetstream.consumers,
        }),
      },
      signing_keys: account.scopes.map(scopeClaim),
      revocations: account.revocations ?? {},
      // Users that no scoped key signed get nothing at all.
      default_permissions: { pub: { deny: ['>'] }, sub: { deny: ['>'] } },
      type: 'account',
      version: 2,
    },
  });
}

function scopeClaim(scope: Scope): Record<string, unknown> {
  return {
    kind: 'user_scope',
    key: scope.key,
    role: scope.role,
    template: {
      pub: scope.publish.length > 0 ? { allow: scope.publish } : { deny: ['>'] },
      sub: scope.subscribe.length > 0 ? { allow: scope.subscribe } : { deny: ['>'] },
      subs: scope.subscriptions ?? unlimited,
      data: unlimited,
      payload: scope.payload ?? unlimited,
      allowed_connection_types: ['STANDARD'],
    },
  };
}
