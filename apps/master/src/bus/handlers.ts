import { MessagePattern } from '@nestjs/microservices';
import type { MinionServices, OperatorMethods } from '@fleet/protocol';
import type { BodyRules } from './check-body.js';
import { fleetTransport } from './fleet-transport.js';

/** Answers a method that operators call. `ask` holds the rules for the body; a handler sees only bodies that keep them. */
export function OperatorMethod(method: keyof OperatorMethods, ask: BodyRules): MethodDecorator {
  return MessagePattern(`api.${method}`, fleetTransport, { ask });
}

/** Answers a service that minions call. */
export function MinionService(service: keyof MinionServices, ask: BodyRules): MethodDecorator {
  return MessagePattern(`rpc.${service}`, fleetTransport, { ask });
}

/** Takes what minions tell without waiting for an answer. */
export function MinionEvent(event: 'ack' | 'prog' | 'beat', ask: BodyRules): MethodDecorator {
  return MessagePattern(`event.${event}`, fleetTransport, { ask });
}

/** Takes batches of returns; a batch is confirmed once the handler is done, and comes again where it fails. */
export function ReturnBatch(): MethodDecorator {
  return MessagePattern('returns', fleetTransport);
}

/** Takes what the server tells of connections. */
export function PresenceChange(): MethodDecorator {
  return MessagePattern('presence', fleetTransport);
}

/** Answers those who want to be let in. */
export function EnrolmentRequest(): MethodDecorator {
  return MessagePattern('enrol', fleetTransport);
}
