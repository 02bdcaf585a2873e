import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import {
  BusError,
  type Bus,
  type BusMessage,
  type BusSubscription,
  type ControlLink,
  type ReturnsConsumer,
  type SubscribeOptions,
} from '@fleet/bus';
import { nearMatch } from '@fleet/diagnostics';
import { masterSubscriptions, type Fault, type FaultCode, type RefusalKind, type Reply } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import { refuseAimed } from '../refusals/aimed.js';
import type { RefusalCounter } from '../refusals/refusal-counter.js';
import type { Caller } from './caller.js';
import { checkBody, type BodyRules } from './check-body.js';
import { fleetTransport } from './fleet-transport.js';
import type { OperatorRequest } from './operator-requests.js';
import { fault, isFault } from './refusal.js';

export interface FleetLinks {
  /** In account FLEET. */
  readonly bus: Bus;
  /** In account ENROL. */
  readonly registrar: Bus;
  readonly control: ControlLink;
}

/** What is known of a message that may hold anything. */
type Addressed = Pick<BusMessage, 'subject' | 'caller' | 'reply' | 'respond'>;

/** Who may come in by the door of operators, and where those go who may not. */
export interface OperatorDoor {
  /** Why not; `undefined`: come in. */
  refusal(key: string, method: string): Fault | undefined;
  /** What the operator signed. */
  read(caller: Caller, message: unknown): Promise<OperatorRequest>;
  /** Resolves when it is written down. */
  refused(caller: Caller, fault: Fault): Promise<void>;
}

/** Where requests come in. Those to `enrol` and `evt` name no method. */
type Door = 'api' | 'rpc' | 'enrol' | 'evt';

/** Refusals of operators that are written down; what they ask for that is not there is not one. */
const audited: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'not-allowed',
  'approval-required',
  'unknown-method',
  'malformed',
  'too-large',
  'bad-arguments',
  'bad-signature',
  'replayed',
  'expired',
]);

/** Faults that a minion or fleetctl of ours does not meet by itself. */
const hostile: ReadonlyMap<FaultCode, RefusalKind> = new Map([
  ['malformed', 'malformed'],
  ['too-large', 'too-large'],
  ['unknown-method', 'unknown-method'],
  ['not-allowed', 'not-allowed'],
  ['bad-signature', 'bad-signature'],
  ['replayed', 'replayed'],
  ['busy', 'overload'],
]);

/** Masters that share the fleet share its requests; events reach each of them. */
const queue = 'masters';

/**
 * Brings messages of the bus to Nest's handlers and their answers back. Nest's own NATS transport wraps bodies in an envelope of its own, knows
 * no stream and no request with many answers, and a malformed body ends its process.
 */
export class FleetStrategy extends Server implements CustomTransportStrategy {
  override transportId = fleetTransport;
  private readonly subscriptions: BusSubscription[] = [];
  private consumer: ReturnsConsumer | undefined;
  private stopPresence: (() => void) | undefined;

  constructor(
    private readonly links: FleetLinks,
    private readonly operators: OperatorDoor,
    private readonly log: Logger,
    private readonly refusals: RefusalCounter,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.open().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  private async open(): Promise<void> {
    const { bus, registrar, control } = this.links;
    const onGarbage: SubscribeOptions['onGarbage'] = (message, error) => {
      const code = error.code === 'too-large' ? 'too-large' : 'malformed';
      const door = message.subject.startsWith('fl.api.') ? 'api' : 'rpc';
      void this.refuse(door, message, fault(code, `the request cannot be read: ${error.message}`));
    };
    const onOverload: SubscribeOptions['onOverload'] = (message) =>
      this.respond(message, { v: 1, ok: false, fault: fault('busy', 'too many requests wait; ask again in a moment') });
    const requests = { queue, onGarbage, onOverload, waitingEach: 128 } as const;
    this.stopPresence = control.watchPresence((event) => void this.tell('presence', event));
    this.subscriptions.push(
      bus.subscribe(masterSubscriptions.acknowledgement, (message) => this.event('ack', message), {
        waiting: 100_000,
        waitingEach: 1000,
      }),
      bus.subscribe(masterSubscriptions.progress, (message) => this.event('prog', message), { waitingEach: 100 }),
      bus.subscribe(masterSubscriptions.beat, (message) => this.event('beat', message), {
        waiting: 100_000,
        waitingEach: 100,
      }),
      bus.subscribe(masterSubscriptions.event, (message) => this.request('evt', message, 'drop'), {
        ...requests,
        concurrency: 16,
      }),
      bus.subscribe(masterSubscriptions.minionRequest, (message) => this.request('rpc', message, 'drop'), {
        ...requests,
        concurrency: 64,
      }),
      bus.subscribe(masterSubscriptions.operatorRequest, (message) => this.request('api', message, 'refuse'), requests),
      registrar.subscribe(masterSubscriptions.enrol, (message) => this.request('enrol', message, 'drop'), {
        ...requests,
        concurrency: 16,
      }),
    );
    this.consumer = await bus.consumeReturns((batch) => this.tell('returns', batch));
    await Promise.all([bus.flush(), registrar.flush()]);
  }

  /** No new messages; those in hand are finished by draining the buses. */
  async close(): Promise<void> {
    for (const subscription of this.subscriptions.splice(0)) subscription.stop();
    this.stopPresence?.();
    await this.consumer?.stop();
  }

  on(): never {
    throw new Error('the fleet transport has no events');
  }

  unwrap<T>(): T {
    return this.links as T;
  }

  /** The answer is sent from one place, whatever happened. */
  private async request(door: Door, message: BusMessage, extra: 'refuse' | 'drop'): Promise<void> {
    const caller = callerOf(message);
    if (!caller) return;
    try {
      const asked = door === 'api' ? await this.asked(caller, message) : ({ ok: true, body: message.json() } as const);
      if (!asked.ok) return await this.deny(door, message, asked.fault);
      const handler = this.handlerOf(door, caller.word);
      if ('code' in handler) return await this.deny(door, message, handler);
      const body = bodyFor(handler, asked.body, extra);
      if (!body.ok) return await this.deny(door, message, body.fault);
      const given: unknown = await handler(body.body, caller);
      if (!isObservable(given)) return this.respond(message, { v: 1, ok: true, result: given });
      given.subscribe({
        next: (result) => this.respond(message, { v: 1, ok: true, result }),
        error: (error: unknown) => void this.fail(door, message, error),
      });
    } catch (error) {
      await this.fail(door, message, error);
    }
  }

  /** Who is no operator any more is told so; what an operator did not sign, or signed for another time, is not heard. */
  private async asked(caller: Caller, message: BusMessage): Promise<OperatorRequest> {
    const barred = this.operators.refusal(caller.key, caller.word);
    return barred ? { ok: false, fault: barred } : this.operators.read(caller, message.json());
  }

  /** What a handler throws; the one that creates jobs writes down its own refusals, with what was asked. */
  private async fail(door: Door, message: BusMessage, error: unknown): Promise<void> {
    const thrown = this.faultOf(error);
    await this.deny(door, message, thrown, callerOf(message)?.word !== 'job_create');
  }

  /** What nobody does who means well is counted as well as answered. */
  private deny(door: Door, message: BusMessage, why: Fault, record = true): Promise<void> {
    const caller = callerOf(message);
    if (caller) this.count(caller, message, why);
    return this.refuse(door, message, why, record);
  }

  /** Nobody hears of a refusal that is not written down yet, unless it cannot be. */
  private async refuse(door: Door, message: Addressed, why: Fault, record = true): Promise<void> {
    const caller = callerOf(message);
    if (record && door === 'api' && caller && audited.has(why.code))
      await this.operators.refused(caller, why).catch((error: unknown) => {
        this.log.error({ err: error, key: caller.key, method: caller.word }, 'a refusal was not recorded');
      });
    this.respond(message, { v: 1, ok: false, fault: why });
  }

  private count({ key, word }: Caller, message: BusMessage, why: Fault): void {
    const kind = hostile.get(why.code);
    if (kind && !refuseAimed(this.refusals, message.subject, message.json()))
      this.refusals.refused(key, kind, { asked: word, fault: why.message }, 'a request was refused');
  }

  private async event(kind: 'ack' | 'prog' | 'beat', message: BusMessage): Promise<void> {
    const caller = callerOf(message);
    const handler = this.messageHandlers.get(`event.${kind}`);
    if (!caller || !handler) return;
    const body = bodyFor(handler, message.json(), 'drop');
    if (!body.ok && refuseAimed(this.refusals, message.subject, message.json())) return;
    if (!body.ok)
      return this.refusals.refused(
        caller.key,
        'malformed',
        { said: kind, fault: body.fault },
        'a minion sent something that is not a message of fleet',
      );
    await settled(handler(body.body, caller));
  }

  private async tell(pattern: 'returns' | 'presence', data: unknown): Promise<void> {
    const handler = this.messageHandlers.get(pattern);
    if (!handler) throw new Error(`nobody handles ${pattern}`);
    try {
      await settled(handler(data));
    } catch (error) {
      // The filter has logged it. Returns come again from the stream; of presence the next reconciliation tells.
      if (pattern === 'returns')
        throw error instanceof Error ? error : new Error('a batch of returns was not stored', { cause: error });
    }
  }

  private handlerOf(door: Door, word: string): MessageHandler | Fault {
    const handler = this.messageHandlers.get(door === 'enrol' || door === 'evt' ? door : `${door}.${word}`);
    if (handler) return handler;
    const known = [...this.messageHandlers.keys()]
      .filter((name) => name.startsWith(`${door}.`))
      .map((name) => name.slice(door.length + 1));
    const near = nearMatch(word, known);
    return fault(
      'unknown-method',
      `the master knows no ${word}${near === undefined ? '' : `; did you mean ${near}?`}`,
      { known },
    );
  }

  private faultOf(error: unknown): Fault {
    if (isFault(error)) return error;
    this.log.error({ err: error }, 'a request failed');
    return fault('internal', 'the master failed in a way that fleet did not foresee; its log has the details');
  }

  private respond(message: Pick<BusMessage, 'subject' | 'respond'>, reply: Reply<unknown>): void {
    try {
      message.respond(reply);
    } catch (error) {
      if (!(error instanceof BusError) || error.code !== 'too-large' || !reply.ok) {
        this.log.error({ err: error, subject: message.subject }, 'an answer could not be sent');
        return;
      }
      this.respond(message, {
        v: 1,
        ok: false,
        fault: fault('too-large', 'the answer is larger than one message of the bus may be'),
      });
    }
  }
}

function callerOf(message: Addressed): Caller | undefined {
  const word = message.subject.slice(message.subject.lastIndexOf('.') + 1);
  return message.caller === undefined ? undefined : { key: message.caller, word, inbox: message.reply };
}

function bodyFor(
  handler: MessageHandler,
  value: unknown,
  extra: 'refuse' | 'drop',
): { ok: true; body: unknown } | { ok: false; fault: Fault } {
  const rules = handler.extras?.['ask'] as BodyRules | undefined;
  if (!rules) return { ok: true, body: value };
  const checked = checkBody(rules, value, extra);
  if (checked.ok) return checked;
  return {
    ok: false,
    fault: fault('malformed', `the request is malformed: ${checked.problems.join('; ')}`, {
      problems: checked.problems,
    }),
  };
}

/** A handler's outcome, or its error thrown. */
async function settled(outcome: ReturnType<MessageHandler>): Promise<void> {
  const given: unknown = await outcome;
  if (isObservable(given)) await lastValueFrom(given, { defaultValue: undefined });
}
