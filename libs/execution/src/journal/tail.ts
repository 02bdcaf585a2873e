import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { JournalArgs } from './journal.args.js';
import { journalctl, wordsOf } from './journalctl.js';

export class JournalTailArgs extends JournalArgs {
  @Arg({ doc: 'How many entries, the newest ones.', type: 'int', default: 20 })
  lines!: number;
}

export const tail = defineFunction({
  name: 'journal.tail',
  doc: 'The newest entries of the journal as text, as journalctl prints them.',
  args: JournalTailArgs,
  example: 'journal.tail cortensord@node_01 lines=50',
  looks: true,
  out: 'txt',
  run(host, want) {
    if (want.lines < 1 || want.lines > 10_000)
      throw new FunctionRefused('bad-arguments', '`lines` is a number from 1 to 10000');
    return journalctl(host, [...wordsOf(want), `--lines=${want.lines}`, '--quiet', '--output=short-iso']);
  },
});
