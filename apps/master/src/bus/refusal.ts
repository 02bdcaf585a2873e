import { RpcException } from '@nestjs/microservices';
import { faultCodes, type Fault, type FaultCode } from '@fleet/protocol';

/** A request that is answered with a fault: the one who asked can do something about it, and nothing is wrong with the master. */
export class Refusal extends RpcException {
  constructor(readonly fault: Fault) {
    super(fault);
  }
}

export function refuse(code: FaultCode, message: string, details?: unknown): never {
  throw new Refusal(fault(code, message, details));
}

export function fault(code: FaultCode, message: string, details?: unknown): Fault {
  return { code, message, ...(details !== undefined && { details }) };
}

export function isFault(value: unknown): value is Fault {
  const { code, message } = (value ?? {}) as Partial<Fault>;
  return typeof message === 'string' && (faultCodes as readonly unknown[]).includes(code);
}
