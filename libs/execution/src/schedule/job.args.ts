import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { MinLength } from 'class-validator';

export class ScheduleNameArgs {
  @Arg({ doc: 'What the job is called in the schedule.', type: 'string' })
  @MinLength(1, { message: '`name` must not be empty' })
  name!: string;
}

/** One scheduled job, as it is written by hand. */
@NotSupported({
  range: 'give a cron expression that fires in that range only',
  skip_during_range: 'give a cron expression that fires outside of that range only',
  skip_explicit: 'give a cron expression that leaves these times out',
  once_fmt: 'write the time of once as 2026-12-24T18:00:00',
  returner: 'returns go to the master, and to no other place',
  return_config: 'returns go to the master, and to no other place',
  return_kwargs: 'returns go to the master, and to no other place',
  metadata: 'the name of the job says what it is; the return carries it',
  run_after_skip_range: 'ranges are not supported',
})
export class ScheduleJobArgs extends ScheduleNameArgs {
  @Arg({ doc: 'The function that runs: state.apply.', type: 'string', optional: true })
  function?: string;

  @Arg({ doc: 'Its arguments.', type: 'list', optional: true })
  job_args?: Value[];

  @Arg({ doc: 'Its named arguments.', type: 'mapping', optional: true })
  job_kwargs?: ValueMap;

  @Arg({ doc: 'Seconds between two runs; adds to the other intervals.', type: 'int', optional: true })
  seconds?: number;

  @Arg({ doc: 'Minutes between two runs.', type: 'int', optional: true })
  minutes?: number;

  @Arg({ doc: 'Hours between two runs.', type: 'int', optional: true })
  hours?: number;

  @Arg({ doc: 'Days between two runs.', type: 'int', optional: true })
  days?: number;

  @Arg({
    doc: 'Instead of an interval: a cron expression, in the time zone of the machine.',
    type: 'string',
    optional: true,
  })
  cron?: string;

  @Arg({ doc: 'Instead of an interval: a time, or several: 2026-12-24T18:00:00.', type: 'any', optional: true })
  when?: Value;

  @Arg({ doc: 'Instead of an interval: the one time at which it runs.', type: 'string', optional: true })
  once?: string;

  @Arg({
    doc: 'Each run begins late by a random part of so many seconds, or of {start, end}.',
    type: 'any',
    optional: true,
  })
  splay?: Value;

  @Arg({ doc: 'How often it may run at once; a run that is due meanwhile is left out.', type: 'int', default: 1 })
  maxrunning!: number;

  @Arg({
    doc: 'For intervals: run when the minion starts and, where it is given, at once. Without it, a job that is due runs when the minion starts.',
    type: 'boolean',
    optional: true,
  })
  run_on_start?: boolean;

  @Arg({ doc: 'Nothing runs before that time.', type: 'string', optional: true })
  after?: string;

  @Arg({ doc: 'Nothing runs from that time on.', type: 'string', optional: true })
  until?: string;

  @Arg({ doc: 'Its return goes to the master.', type: 'boolean', default: true })
  return_job!: boolean;

  @Arg({ doc: 'Whether it runs.', type: 'boolean', default: true })
  enabled!: boolean;

  @Arg({ doc: 'Always: what is scheduled survives a restart.', type: 'boolean', default: true })
  persist!: boolean;

  @Arg({ doc: 'Always: a scheduled job has a jid.', type: 'boolean', default: true })
  jid_include!: boolean;
}
