import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { setWallTime, wallTime } from './clock.js';

export class SystemSetSystemDateArgs {
  @Arg({ doc: 'The date: 2026-11-21, 11-21-2026, 11-21-26, or the same with slashes.', type: 'string' })
  newdate!: string;

  @Arg({
    doc: 'How far from UTC it is meant, as in +0100; without, in the time zone of the machine.',
    type: 'string',
    optional: true,
  })
  utc_offset?: string;
}

export const setSystemDate = defineFunction({
  name: 'system.set_system_date',
  doc: 'Set the date of the machine; its time stays.',
  args: SystemSetSystemDateArgs,
  example: 'system.set_system_date 2026-11-21',
  async run(host, { newdate, utc_offset: offset }) {
    const date = dateOf(newdate.trim());
    if (!date)
      throw new FunctionRefused('bad-arguments', 'system.set_system_date: write the date as 2026-11-21 or 11-21-2026');
    const now = await wallTime(host, offset);
    await setWallTime(host, { ...now, ...date }, offset);
    return true;
  },
});

function dateOf(text: string): { year: number; month: number; day: number } | undefined {
  const first = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (first) return { year: Number(first[1]), month: Number(first[3]), day: Number(first[4]) };
  const last = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d\d)$/.exec(text);
  if (!last) return undefined;
  const year = Number(last[4]);
  return { year: year < 100 ? 2000 + year : year, month: Number(last[1]), day: Number(last[3]) };
}
