/**
 * The one table of subjects. Builders, permissions (`permissions.ts`) and `docs/reference/subjects.md` come from it, so that
 * what code sends and what the bus allows cannot drift apart.
 *
 * `<M>` is a minion's nkey, `<O>` an operator's, `<J>` a join token's: public user keys (`U…`, 56 characters). Names that people
 * choose (minion ids contain dots) never become subject tokens.
 */
export type Role = 'master' | 'minion' | 'operator' | 'joiner';

export interface SubjectRow {
  readonly pattern: string;
  readonly account: 'FLEET' | 'ENROL';
  readonly senders: readonly Role[];
  readonly receivers: readonly Role[];
  readonly transport: 'core' | 'request' | 'jetstream';
  readonly about: string;
}

export const subjectTable = {
  commandAll: {
    pattern: 'fl.cmd.all',
    account: 'FLEET',
    senders: ['master'],
    receivers: ['minion'],
    transport: 'core',
    about: 'a signed command for every minion whose target matches',
  },
  commandOne: {
    pattern: 'fl.cmd.n.<M>',
    account: 'FLEET',
    senders: ['master'],
    receivers: ['minion'],
    transport: 'core',
    about: 'a signed command or notice for one minion',
  },
  acknowledgement: {
    pattern: 'fl.ack.<M>.<jid>',
    account: 'FLEET',
    senders: ['minion'],
    receivers: ['master'],
    transport: 'core',
    about: 'the minion has verified a command and begins, or refuses it',
  },
  progress: {
    pattern: 'fl.prog.<M>.<jid>',
    account: 'FLEET',
    senders: ['minion'],
    receivers: ['master'],
    transport: 'core',
    about: 'what a running job is doing; may be lost',
  },
  return: {
    pattern: 'fl.ret.<M>.<jid>',
    account: 'FLEET',
    senders: ['minion'],
    receivers: ['master'],
    transport: 'jetstream',
    about: 'the return of a job, kept in stream RETURNS until the master has stored it',
  },
  beat: {
    pattern: 'fl.beat.<M>',
    account: 'FLEET',
    senders: ['minion'],
    receivers: ['master'],
    transport: 'core',
    about: 'presence: hello, heartbeat, goodbye',
  },
  event: {
    pattern: 'fl.evt.<M>',
    account: 'FLEET',
    senders: ['minion'],
    receivers: ['master'],
    transport: 'request',
    about: 'something happened on a minion: tag and data for whoever watches events; the master says that it has it',
  },
  minionRequest: {
    pattern: 'fl.rpc.<M>.<service>',
    account: 'FLEET',
    senders: ['minion'],
    receivers: ['master'],
    transport: 'request',
    about:
      'a minion asks the master: pillar, manifest, blob, renew, keyset, ping, output, plan, artifact_stat, artifact_put',
  },
  operatorRequest: {
    pattern: 'fl.api.<O>.<method>',
    account: 'FLEET',
    senders: ['operator'],
    receivers: ['master'],
    transport: 'request',
    about:
      'an operator asks the master; a watched job answers with many messages; what no message carries comes in parts (header `Fleet-Part: 2/5`) where the question says how many bytes it takes (`Fleet-Parts`)',
  },
  facts: {
    pattern: 'fl.fact.<epoch>',
    account: 'FLEET',
    senders: ['master'],
    receivers: [],
    transport: 'jetstream',
    about:
      'what changed in the store, encrypted by the master for itself and kept in stream FACTS: a lost store is made from it again',
  },
  enrol: {
    pattern: 'enr.req.<J>',
    account: 'ENROL',
    senders: ['joiner'],
    receivers: ['master'],
    transport: 'request',
    about: 'a minion with a join token asks to be let in',
  },
} as const satisfies Record<string, SubjectRow>;

export const returnsStream = 'RETURNS';

export const factsStream = 'FACTS';

const userKey = /^U[A-Z2-7]{55}$/;
const word = /^[A-Za-z0-9_-]{1,64}$/;

export class InvalidSubjectToken extends Error {
  override readonly name = 'InvalidSubjectToken';
  readonly code = 'invalid-subject-token';
  constructor(readonly token: string) {
    super('not a valid subject token');
  }
}

/** A public user key, checked; nothing else may stand in a subject where a key belongs. */
export function keyToken(key: string): string {
  if (!userKey.test(key)) throw new InvalidSubjectToken(key);
  return key;
}

export function wordToken(text: string): string {
  if (!word.test(text)) throw new InvalidSubjectToken(text);
  return text;
}

export const subjects = {
  commandAll: () => 'fl.cmd.all',
  commandOne: (minionKey: string) => `fl.cmd.n.${keyToken(minionKey)}`,
  acknowledgement: (minionKey: string, jid: string) => `fl.ack.${keyToken(minionKey)}.${wordToken(jid)}`,
  progress: (minionKey: string, jid: string) => `fl.prog.${keyToken(minionKey)}.${wordToken(jid)}`,
  return: (minionKey: string, jid: string) => `fl.ret.${keyToken(minionKey)}.${wordToken(jid)}`,
  beat: (minionKey: string) => `fl.beat.${keyToken(minionKey)}`,
  event: (minionKey: string) => `fl.evt.${keyToken(minionKey)}`,
  minionRequest: (minionKey: string, service: string) => `fl.rpc.${keyToken(minionKey)}.${wordToken(service)}`,
  operatorRequest: (operatorKey: string, method: string) => `fl.api.${keyToken(operatorKey)}.${wordToken(method)}`,
  /** @param epoch of the store that tells them */
  facts: (epoch: number) => `fl.fact.${wordToken(String(epoch))}`,
  enrol: (joinerKey: string) => `enr.req.${keyToken(joinerKey)}`,
  /** `inboxPrefix` of a client: the only place where it may hear answers. */
  inbox: (key: string) => `_INBOX.${keyToken(key)}`,
} as const;

/** What the master subscribes to. */
export const masterSubscriptions = {
  acknowledgement: 'fl.ack.*.*',
  progress: 'fl.prog.*.*',
  beat: 'fl.beat.*',
  event: 'fl.evt.*',
  minionRequest: 'fl.rpc.*.*',
  operatorRequest: 'fl.api.*.*',
  enrol: 'enr.req.*',
} as const;

/** The sender that a subject proves (the bus lets nobody else publish there), with the tokens behind it. */
export function parseSubject(subject: string): { kind: string; key: string; rest: string } | undefined {
  const parts = subject.split('.');
  if (parts.length < 3 || (parts[0] !== 'fl' && parts[0] !== 'enr')) return undefined;
  const key = parts[1] === 'cmd' ? parts[3] : parts[2];
  if (key === undefined || !userKey.test(key)) return undefined;
  return { kind: parts[1] as string, key, rest: parts.slice(3).join('.') };
}
