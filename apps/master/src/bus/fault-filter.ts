import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { BusError } from '@fleet/bus';
import { StoreFailed } from '@fleet/jobs';
import type { Fault } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';
import { fault, Refusal } from './refusal.js';

/** Turns whatever a handler throws into the one fault that its caller gets; what broke in us goes to the log, not to the caller. */
@Catch()
export class FaultFilter implements RpcExceptionFilter<unknown> {
  constructor(private readonly log: Logger) {}

  catch(error: unknown): Observable<never> {
    return throwError(() => this.faultOf(error));
  }

  private faultOf(error: unknown): Fault {
    if (error instanceof Refusal) return error.fault;
    this.log.error({ err: error }, 'a request failed');
    if (error instanceof StoreFailed)
      return fault('unavailable', `the master cannot write its job store (${error.code}); nothing was done`);
    if (error instanceof BusError)
      return fault('unavailable', `the master lost its connection to the bus (${error.code})`);
    const code = (error as { code?: unknown } | null)?.code;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      return fault('unavailable', `a disk of the master is full (${code}); nothing was done`);
    return fault('internal', 'the master failed in a way that fleet did not foresee; its log has the details');
  }
}
