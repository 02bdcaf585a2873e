import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Bus, BusMessage, BusSubscription, ControlLink, ReturnsConsumer, SubscribeOptions } from '@fleet/bus';
import { masterSubscriptions } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import { refuseAimed } from '../refusals/aimed.js';
import type { RefusalCounter } from '../refusals/refusal-counter.js';
import { callerOf } from './caller.js';
import { fleetTransport } from './fleet-transport.js';
import { bodyFor } from './handler-body.js';
import { RequestDesk, type OperatorDoor } from './request-desk.js';

export interface FleetLinks {
  /** In account FLEET. */
  readonly bus: Bus;
  /** In account ENROL. */
  readonly registrar: Bus;
  readonly control: ControlLink;
}

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

  private readonly desk: RequestDesk;

  constructor(
    private readonly links: FleetLinks,
    operators: OperatorDoor,
    log: Logger,
    private readonly refusals: RefusalCounter,
  ) {
    super();
    this.desk = new RequestDesk(this.messageHandlers, operators, log, refusals);
  }

  listen(callback: (error?: unknown) => void): void {
    this.open().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  private async open(): Promise<void> {
    const { bus, registrar, control } = this.links;
    const { desk } = this;
    const requests: SubscribeOptions = {
      ...{ queue, waitingEach: 128 },
      onGarbage: (message, error) => void desk.garbage(message, error),
      onOverload: (message) => desk.busy(message),
    };
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
      bus.subscribe(masterSubscriptions.event, (message) => desk.request('evt', message, 'drop'), {
        ...requests,
        concurrency: 16,
      }),
      bus.subscribe(masterSubscriptions.minionRequest, (message) => desk.request('rpc', message, 'drop'), {
        ...requests,
        concurrency: 64,
      }),
      bus.subscribe(masterSubscriptions.operatorRequest, (message) => desk.request('api', message, 'refuse'), {
        ...requests,
        longAnswers: true,
      }),
      registrar.subscribe(masterSubscriptions.enrol, (message) => desk.request('enrol', message, 'drop'), {
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
}

/** A handler's outcome, or its error thrown. */
async function settled(outcome: ReturnType<MessageHandler>): Promise<void> {
  const given: unknown = await outcome;
  if (isObservable(given)) await lastValueFrom(given, { defaultValue: undefined });
}
