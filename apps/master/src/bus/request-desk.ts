import { isObservable } from 'rxjs';
import type { MessageHandler } from '@nestjs/microservices';
import { BusError, type BusMessage } from '@fleet/bus';
import { nearMatch } from '@fleet/diagnostics';
import type { Fault, FaultCode, RefusalKind, Reply } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import { refuseAimed } from '../refusals/aimed.js';
import type { RefusalCounter } from '../refusals/refusal-counter.js';
import { callerOf, type Addressed, type Caller } from './caller.js';
import { bodyFor } from './handler-body.js';
import type { OperatorRequest } from './operator-requests.js';
import { fault, isFault } from './refusal.js';

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

/** Every request has one answer, or as many as its handler gives: what was asked for, or one fault that says why not. */
export class RequestDesk {
  constructor(
    private readonly handlers: ReadonlyMap<string, MessageHandler>,
    private readonly operators: OperatorDoor,
    private readonly log: Logger,
    private readonly refusals: RefusalCounter,
  ) {}

  /** A message that holds none. */
  garbage(message: Addressed, error: BusError): Promise<void> {
    const code = error.code === 'too-large' ? 'too-large' : 'malformed';
    const door = message.subject.startsWith('fl.api.') ? 'api' : 'rpc';
    return this.refuse(door, message, fault(code, `the request cannot be read: ${error.message}`));
  }

  busy(message: Addressed): void {
    this.respond(message, { v: 1, ok: false, fault: fault('busy', 'too many requests wait; ask again in a moment') });
  }

  /** The answer is sent from one place, whatever happened. */
  async request(door: Door, message: BusMessage, extra: 'refuse' | 'drop'): Promise<void> {
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

  /** What a handler throws; those that create jobs and rollouts write down their own refusals, with what was asked. */
  private async fail(door: Door, message: BusMessage, error: unknown): Promise<void> {
    const thrown = this.faultOf(error);
    await this.deny(door, message, thrown, !['job_create', 'rollout_create'].includes(callerOf(message)?.word ?? ''));
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

  private handlerOf(door: Door, word: string): MessageHandler | Fault {
    const handler = this.handlers.get(door === 'enrol' || door === 'evt' ? door : `${door}.${word}`);
    if (handler) return handler;
    const known = [...this.handlers.keys()]
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
        fault: fault('too-large', `the answer is too large for the bus; ${askForLess(message)}`),
      });
    }
  }
}

function askForLess({ subject }: Pick<BusMessage, 'subject'>): string {
  return subject.endsWith('.job_show')
    ? 'fleetctl jobs watch JID shows what each minion returned, one after the other, and fleetctl jobs log JID --minion ID what one of them said'
    : 'fleetctl COMMAND --help shows how to ask for less at once';
}
