import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { freed } from './freed.js';

export class JournalVacuumTimeArgs {
  @Arg({ doc: 'How old entries may be, such as 2weeks, 30d or 12h.', type: 'string' })
  time!: string;
}

export const vacuumTime = defineFunction({
  name: 'journal.vacuum_time',
  doc: 'Remove archived files of the journal whose entries are all older; answers the bytes that were freed.',
  args: JournalVacuumTimeArgs,
  example: 'journal.vacuum_time 2weeks',
  run(host, { time }) {
    if (!/^[0-9]+(?:s|min|m|h|d|days?|weeks?|months?|years?)$/.test(time))
      throw new FunctionRefused('bad-arguments', `${time} is no span of time such as 2weeks`);
    return freed(host, `--vacuum-time=${time}`);
  },
});
