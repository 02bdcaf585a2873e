import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { setWallTime, wallTime } from './clock.js';

export class SystemSetSystemDateTimeArgs {
  @Arg({ doc: 'The year; what is not given stays as it is.', type: 'int', optional: true })
  years?: number;

  @Arg({ doc: 'The month, 1 to 12.', type: 'int', optional: true })
  months?: number;

  @Arg({ doc: 'The day of the month.', type: 'int', optional: true })
  days?: number;

  @Arg({ doc: 'The hour, 0 to 23.', type: 'int', optional: true })
  hours?: number;

  @Arg({ doc: 'The minute.', type: 'int', optional: true })
  minutes?: number;

  @Arg({ doc: 'The second.', type: 'int', optional: true })
  seconds?: number;

  @Arg({
    doc: 'How far from UTC it is meant, as in +0100; without, in the time zone of the machine.',
    type: 'string',
    optional: true,
  })
  utc_offset?: string;
}

export const setSystemDateTime = defineFunction({
  name: 'system.set_system_date_time',
  doc: 'Set date and time of the machine, or a part of them; the clock of the hardware too where there is one.',
  args: SystemSetSystemDateTimeArgs,
  example: 'system.set_system_date_time 2026 11 21 14 5 9',
  async run(host, want) {
    const now = await wallTime(host, want.utc_offset);
    const wanted = {
      year: want.years ?? now.year,
      month: want.months ?? now.month,
      day: want.days ?? now.day,
      hour: want.hours ?? now.hour,
      minute: want.minutes ?? now.minute,
      second: want.seconds ?? now.second,
    };
    await setWallTime(host, wanted, want.utc_offset);
    return true;
  },
});
