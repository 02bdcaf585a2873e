import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { setWallTime, wallTime } from './clock.js';

export class SystemSetSystemTimeArgs {
  @Arg({ doc: 'The time: 14:05, 14:05:09, 02:05 PM or 02:05:09 PM.', type: 'string' })
  newtime!: string;

  @Arg({
    doc: 'How far from UTC it is meant, as in +0100; without, in the time zone of the machine.',
    type: 'string',
    optional: true,
  })
  utc_offset?: string;
}

export const setSystemTime = defineFunction({
  name: 'system.set_system_time',
  doc: 'Set the time of the machine; its date stays.',
  args: SystemSetSystemTimeArgs,
  example: "system.set_system_time '14:05:09'",
  async run(host, { newtime, utc_offset: offset }) {
    const [, hours = '', minute = '', second = '0', half] =
      /^(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*(AM|PM))?$/i.exec(newtime.trim()) ?? [];
    const named = Number(hours);
    if (hours === '' || (half !== undefined && (named < 1 || named > 12)))
      throw new FunctionRefused(
        'bad-arguments',
        'system.set_system_time: write the time as 14:05, 14:05:09 or 02:05:09 PM',
      );
    const hour = half === undefined ? named : (named % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
    const now = await wallTime(host, offset);
    await setWallTime(host, { ...now, hour, minute: Number(minute), second: Number(second) }, offset);
    return true;
  },
});
