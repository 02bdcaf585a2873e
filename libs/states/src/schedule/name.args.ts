import { Arg } from '@fleet/arguments';

export class ScheduleNameArgs {
  @Arg({ doc: 'What the job is called in the schedule.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Always: what is scheduled survives a restart.', type: 'boolean', default: true })
  persist!: boolean;
}
