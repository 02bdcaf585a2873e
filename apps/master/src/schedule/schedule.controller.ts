import { Controller, Inject } from '@nestjs/common';
import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { nearMatch } from '@fleet/diagnostics';
import type { OperatorMethods, ScheduleRow } from '@fleet/protocol';
import { shownCall } from '../access/shown-call.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../bus/caller.js';
import { exactList, exactMap } from '../bus/exact.js';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { MasterSchedule } from './master-schedule.js';
import { scheduleRow } from './schedule-rows.js';
import { requestOf } from './scheduled-calls.js';

class NothingBody {}

class NameBody {
  @IsString() @MaxLength(64) readonly name!: string;
}

class EnableBody extends NameBody {
  @IsBoolean() readonly enabled!: boolean;
}

/** What operators ask about the schedule of the master. */
@Controller()
export class ScheduleController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly schedule: MasterSchedule,
    private readonly audit: AuditLog,
  ) {}

  @OperatorMethod('schedule_list', NothingBody)
  list(): OperatorMethods['schedule_list']['answer'] {
    return { schedule: [...this.schedule.all.keys()].sort().map((name) => this.row(name)) };
  }

  @OperatorMethod('schedule_show', NameBody)
  show({ name }: NameBody): ScheduleRow {
    return this.row(name);
  }

  @OperatorMethod('schedule_run', NameBody)
  async run({ name }: NameBody, { key }: Caller): Promise<ScheduleRow> {
    this.row(name);
    await this.audit.record(key, { action: 'schedule_run', args: name, outcome: 'done' });
    await this.schedule.runNow(name);
    return this.row(name);
  }

  @OperatorMethod('schedule_enable', EnableBody)
  async enable({ name, enabled }: EnableBody, { key }: Caller): Promise<ScheduleRow> {
    this.row(name);
    const action = enabled ? 'schedule_enable' : 'schedule_disable';
    await this.audit.record(key, { action, args: name, outcome: 'done' });
    await this.schedule.enable(name, enabled);
    return this.row(name);
  }

  private row(name: string): ScheduleRow {
    const item = this.schedule.all.get(name) ?? this.unknown(name);
    const { schedules, jobs } = this.master.store;
    const record = schedules.get(name);
    const { function: called, args, kwargs } = requestOf(item.job);
    const call = { function: called, args: exactList(args, 'args'), kwargs: exactMap(kwargs, 'kwargs') };
    return scheduleRow(name, item.job, {
      record,
      next: this.schedule.nextOf(name),
      job: record?.jid === undefined ? undefined : jobs.row(record.jid),
      shown: shownCall(this.master.redactor, call).text,
    });
  }

  private unknown(name: string): never {
    const names = [...this.schedule.all.keys()];
    const near = nearMatch(name, names);
    return refuse(
      'not-found',
      names.length === 0
        ? 'nothing is scheduled: `schedule` of master.yaml says what the master does by itself'
        : `nothing is scheduled as ${name}${near === undefined ? '; fleetctl schedule list shows what is' : `; did you mean ${near}?`}`,
    );
  }
}
