import { Controller, Inject } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { OperatorMethods, SinkTested } from '@fleet/protocol';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { Sinks } from './sinks.js';

class NothingBody {}

class NameBody {
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'name must be one of a sink' }) readonly name!: string;
}

/** Where events go. */
@Controller()
export class SinksController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly sinks: Sinks,
    private readonly audit: AuditLog,
  ) {}

  @OperatorMethod('event_sinks', NothingBody)
  list(): OperatorMethods['event_sinks']['answer'] {
    return { sinks: this.sinks.rows() };
  }

  @OperatorMethod('event_sink_test', NameBody)
  async test({ name }: NameBody, { key }: Caller): Promise<SinkTested> {
    const tested = await this.sinks.test(name, this.master.operators.name(key));
    await this.audit.record(key, { action: 'event_sink_test', target: name, outcome: tested.ok ? 'done' : 'failed' });
    return tested;
  }
}
