import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import type { MinionServices, OperatorMethods } from '@fleet/protocol';
import type { BodyRules } from './check-body.js';
import { fleetTransport } from './fleet-transport.js';

/** Answers a method that operators call. `ask` holds the rules for the body; a handler sees only bodies that keep them. */
export function OperatorMethod(method: keyof OperatorMethods, ask: BodyRules): MethodDecorator {
  return handles(`api.${method}`, { ask });
}

/** Answers a service that minions call. */
export function MinionService(service: keyof MinionServices, ask: BodyRules): MethodDecorator {
  return handles(`rpc.${service}`, { ask });
}

/** Takes what minions tell without waiting for an answer. */
export function MinionEvent(event: 'ack' | 'prog' | 'beat', ask: BodyRules): MethodDecorator {
  return handles(`event.${event}`, { ask });
}

/** Takes an event of a minion, and says whether it did. */
export function EventRequest(ask: BodyRules): MethodDecorator {
  return handles('evt', { ask });
}

/** Takes batches of returns; a batch is confirmed once the handler is done, and comes again where it fails. */
export function ReturnBatch(): MethodDecorator {
  return handles('returns');
}

/** Takes what the server tells of connections. */
export function PresenceChange(): MethodDecorator {
  return handles('presence');
}

/** Answers those who want to be let in. */
export function EnrolmentRequest(): MethodDecorator {
  return handles('enrol');
}

/** Every handler gets the checked body first and the caller second; Nest would hand over the body alone. */
function handles(pattern: string, extras: Record<string, unknown> = {}): MethodDecorator {
  return (target, name, descriptor) => {
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
    return MessagePattern(pattern, fleetTransport, extras)(target, name, descriptor);
  };
}
