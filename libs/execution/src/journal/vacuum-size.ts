import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { freed } from './freed.js';

export class JournalVacuumSizeArgs {
  @Arg({ doc: 'How much room archived files may take afterwards, such as 500M or 2G.', type: 'string' })
  size!: string;
}

export const vacuumSize = defineFunction({
  name: 'journal.vacuum_size',
  doc: 'Remove archived files of the journal, the oldest first, until they take no more than so much; answers the bytes that were freed.',
  args: JournalVacuumSizeArgs,
  example: 'journal.vacuum_size 500M',
  run(host, { size }) {
    if (!/^[0-9]+[KMGT]?$/.test(size)) throw new FunctionRefused('bad-arguments', `${size} is no size such as 500M`);
    return freed(host, `--vacuum-size=${size}`);
  },
});
