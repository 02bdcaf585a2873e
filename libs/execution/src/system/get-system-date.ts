import { defineFunction } from '../definition.js';
import { wallTime } from './clock.js';
import { UtcOffsetArgs } from './offset.args.js';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export const getSystemDate = defineFunction({
  name: 'system.get_system_date',
  doc: 'The date of the machine: Sat 11/21/2026.',
  args: UtcOffsetArgs,
  example: 'system.get_system_date',
  looks: true,
  async run(host, want) {
    const { year, month, day } = await wallTime(host, want.utc_offset);
    const weekday = days[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
    return `${weekday} ${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}/${year}`;
  },
});
