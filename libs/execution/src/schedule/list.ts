import { Arg } from '@fleet/arguments';
import { isMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { readSchedule } from './schedule-file.js';

export class ScheduleListArgs {
  @Arg({ doc: 'Taken for the sake of Salt: everything is shown.', type: 'boolean', default: false })
  show_all!: boolean;

  @Arg({ doc: 'Also jobs that are disabled.', type: 'boolean', default: true })
  show_disabled!: boolean;

  @Arg({
    doc: 'Taken for the sake of Salt: the answer is data; --out yaml shows it as YAML.',
    type: 'boolean',
    default: false,
  })
  return_yaml!: boolean;
}

export const list = defineFunction({
  name: 'schedule.list',
  doc: 'What is scheduled on this minion, by name.',
  args: ScheduleListArgs,
  example: 'schedule.list',
  looks: true,
  async run(host, { show_disabled: all }, context) {
    const { jobs } = await readSchedule(host, context);
    return new Map([...jobs].filter(([, job]) => all || !isMap(job) || job.get('enabled') !== false));
  },
});
