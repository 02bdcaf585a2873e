import { defineFunction } from '../definition.js';
import { wallTime } from './clock.js';
import { UtcOffsetArgs } from './offset.args.js';

export const getSystemDateTime = defineFunction({
  name: 'system.get_system_date_time',
  doc: 'The date and time of the machine: 2026-11-21 14:05:09.',
  args: UtcOffsetArgs,
  example: "system.get_system_date_time '+0000'",
  looks: true,
  async run(host, want) {
    const { year, month, day, hour, minute, second } = await wallTime(host, want.utc_offset);
    const pad = (number: number): string => String(number).padStart(2, '0');
    return `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`;
  },
});
