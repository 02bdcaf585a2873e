/** What was refused to somebody on the bus, by the master or by nats-server. A closed set; each with what it means. */
export const refusalKinds = {
  garbage: 'bytes that are no message: not JSON, nested too deeply, too large',
  malformed: 'a message with fields that are missing, wrong or unknown',
  'too-large': 'a request larger than it may be',
  'bad-signature': 'a request that its sender did not sign',
  replayed: 'a request that was taken before',
  'unknown-method': 'a method or service that the master does not have',
  'not-allowed': 'something that this key has no right to',
  overload: 'more at once than one sender may have waiting',
  'foreign-inbox': 'an answer wished for in the inbox of somebody else',
  'unknown-key': 'a return of a key that is not accepted',
  'not-asked': 'an answer for a job that the minion was not asked in',
  'unknown-job': 'an answer for a job that the master does not know',
  'false-name': 'a minion id that is not the one that the key was accepted for',
  'publish-violation': 'a message to a subject that the bus does not allow to this key',
  'subscription-violation': 'a subscription that the bus does not allow to this key',
  authentication: 'credentials that the bus does not take: revoked, expired, forged',
  limit: 'more of the bus than one client may have: connections, subscriptions, bytes of a message',
} as const satisfies Record<string, string>;

export type RefusalKind = keyof typeof refusalKinds;

/** One kind, of one key, since the master started. */
export interface RefusalRow {
  readonly key: string;
  /** Id of the minion or name of the operator, where the key is somebody's. */
  readonly who?: string;
  readonly kind: RefusalKind;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly first: number;
  readonly last: number;
}
