import { setTimeout as pause } from 'node:timers/promises';
import { BusError, connectBus, type Bus, type BusOptions } from '@fleet/bus';
import {
  createEnrolRequest,
  decodeJwt,
  followKeysets,
  goodKeys,
  openAdmission,
  pinRoot,
  signer,
  type JoinToken,
  type TrustAnchor,
} from '@fleet/identity';
import { subjects, type EnrolAnswer, type EnrolRequest } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import type { Granted, MinionIdentity } from './identity-store.js';
import { apart } from './waiting.js';

export interface EnrolmentOptions {
  readonly id: string;
  readonly identity: MinionIdentity;
  /** Asked before each connection: the operator may bring a fresh token while we wait. `undefined`: there is none yet. */
  readonly token: () => Promise<JoinToken | undefined>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly signal: AbortSignal;
  readonly connect?: (options: BusOptions) => Promise<Bus>;
  /** Milliseconds between attempts: the first, and what they grow to while nobody decides. */
  readonly pauses?: { readonly first: number; readonly longest: number; readonly rejected: number };
}

/** What the master granted, and whom to believe from now on. */
export interface Admitted {
  readonly granted: Granted;
  readonly anchor: TrustAnchor;
}

const usualPauses = { first: 500, longest: 15_000, rejected: 60_000 };

/**
 * Asks to be let in until somebody does: it outlasts a master that does not exist yet, an operator who takes days, and a token that
 * has to be replaced. Only an answer that the pinned root leads to, sealed to our key, for our last request, counts.
 * @throws the reason of `signal`
 */
export async function enrol(options: EnrolmentOptions): Promise<Admitted> {
  const pauses = options.pauses ?? usualPauses;
  const rest = restful(pauses, options.signal);
  let told = false;
  for (;;) {
    const token = await options.token();
    if (!token) {
      if (!told) options.log.warn('waiting for a join token: fleet-minion join TOKEN brings one');
      told = true;
      await rest.between();
      continue;
    }
    try {
      const admitted = await withBus(token, options, (bus) => knock(bus, token, options, rest));
      if (admitted) return admitted;
    } catch (error) {
      options.signal.throwIfAborted();
      reportFailure(error, token, options.log);
    }
    await rest.between();
  }
}

/** On one connection: ask, wait, ask again. `undefined` when the connection is of no more use. */
async function knock(
  bus: Bus,
  token: JoinToken,
  options: EnrolmentOptions,
  rest: ReturnType<typeof restful>,
): Promise<Admitted | undefined> {
  let known: string | undefined;
  while (bus.connected) {
    const request = createEnrolRequest(options.identity.signer, options.id, options.identity.sealKeys.publicKey);
    const answer = unwrap(
      await bus.request(subjects.enrol(bus.key), request, { timeout: 10_000, signal: options.signal }),
    );
    if (answer.state === 'accepted') {
      const admitted = admissionFrom(token, request, answer, options.identity);
      if (admitted) return admitted;
      options.log.error(
        { key: request.key },
        'an admission arrived that the pinned root does not vouch for, or that was not made for this request',
      );
    } else if (answer.state !== known) {
      if (answer.state === 'pending')
        options.log.info(
          { fingerprint: options.identity.fingerprint, minion: options.id },
          'waiting for an operator to accept this key',
        );
      else options.log.error({ reason: answer.reason, minion: options.id }, 'the master rejected this key');
      known = answer.state;
    }
    await (answer.state === 'rejected' ? rest.long() : rest.between());
  }
  return undefined;
}

/** From the root that the token pins to the keys that sign now, and with these to the admission. */
function admissionFrom(
  token: JoinToken,
  request: EnrolRequest,
  answer: Extract<EnrolAnswer, { state: 'accepted' }>,
  identity: MinionIdentity,
): Admitted | undefined {
  const followed = followKeysets(pinRoot(token.root), answer.keysets);
  if (!followed.ok) return undefined;
  const own = { request, privateKey: identity.sealKeys.privateKey };
  const admission = openAdmission(goodKeys(followed.anchor, Date.now()), own, answer.admission);
  if (!admission || admission.servers.length === 0) return undefined;
  if (decodeJwt(admission.jwt).sub !== identity.signer.publicKey) return undefined;
  return { granted: admission, anchor: followed.anchor };
}

async function withBus<T>(token: JoinToken, options: EnrolmentOptions, use: (bus: Bus) => Promise<T>): Promise<T> {
  const bus = await (options.connect ?? connectBus)({
    servers: token.servers,
    tls: token.tls,
    name: `${options.id} (enrolling)`,
    signer: signer(token.seed),
    jwt: () => token.jwt,
  });
  try {
    return await use(bus);
  } finally {
    await bus.close();
  }
}

function reportFailure(error: unknown, token: JoinToken, log: EnrolmentOptions['log']): void {
  const expired = token.expires < Date.now();
  if (expired)
    log.error(
      { expires: new Date(token.expires).toISOString() },
      'the join token has expired: bring a new one with fleet-minion join',
    );
  else if (error instanceof BusError && error.code === 'refused')
    log.error({ reason: error.message }, 'the master refuses to enrol this minion');
  else if (error instanceof BusError && error.code === 'not-allowed')
    log.error('the server refuses the join token: bring a new one with fleet-minion join');
  else if (error instanceof BusError && error.code === 'untrusted')
    log.error(
      { servers: token.servers, reason: error.fields['answer'] },
      'the server of the bus is not the one that the join token vouches for: somebody may be in between, or the token is of before its certificate was replaced',
    );
  else if (error instanceof BusError)
    log.info({ code: error.code, servers: token.servers }, 'the master cannot be reached yet');
  else log.error({ error }, 'enrolment failed');
}

/** The master answers in the envelope of every request; a fault is a failure to try again. */
function unwrap(body: unknown): EnrolAnswer {
  const reply = body as { ok?: boolean; result?: EnrolAnswer; fault?: { code: string; message: string } } & EnrolAnswer;
  if (reply?.ok === true && reply.result) return reply.result;
  if (reply?.ok === false)
    throw new BusError('refused', reply.fault?.message ?? 'the master refused the request', {
      code: reply.fault?.code,
    });
  if (!['pending', 'rejected', 'accepted'].includes(reply?.state))
    throw new BusError('malformed', 'the answer is none that this version knows');
  return reply;
}

/** Pauses that grow, with a jitter that keeps a whole fleet from knocking at the same moment. */
function restful(pauses: typeof usualPauses, signal: AbortSignal) {
  let next = pauses.first;
  const wait = (milliseconds: number): Promise<void> => pause(apart(milliseconds), undefined, { signal });
  return {
    between: async (): Promise<void> => {
      await wait(next);
      next = Math.min(next * 1.5, pauses.longest);
    },
    long: () => wait(pauses.rejected),
  };
}
