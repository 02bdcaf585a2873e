import { defineFunction } from '../definition.js';
import { wallTime } from './clock.js';
import { UtcOffsetArgs } from './offset.args.js';

export const getSystemTime = defineFunction({
  name: 'system.get_system_time',
  doc: 'The time of the machine: 02:05:09 PM.',
  args: UtcOffsetArgs,
  example: 'system.get_system_time',
  looks: true,
  async run(host, want) {
    const { hour, minute, second } = await wallTime(host, want.utc_offset);
    const pad = (number: number): string => String(number).padStart(2, '0');
    return `${pad(hour % 12 === 0 ? 12 : hour % 12)}:${pad(minute)}:${pad(second)} ${hour < 12 ? 'AM' : 'PM'}`;
  },
});
