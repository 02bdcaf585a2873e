import { Arg } from '@fleet/arguments';
import { prependEdit } from '@fleet/edits';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planEdit } from './parts/edit.js';
import { TextArgs } from './parts/text.args.js';
import { wantedLines } from './parts/wanted-lines.js';

export class FilePrependArgs extends TextArgs {
  @Arg({
    doc: 'The lines must be the first ones, in this order; otherwise it is enough that the file has them.',
    type: 'boolean',
    default: false,
  })
  header!: boolean;
}

export const prepend = defineState({
  name: 'file.prepend',
  doc: 'Keep lines in a file; those that it does not have are added at its beginning.',
  args: FilePrependArgs,
  example: `/etc/motd:
  file.prepend:
    - text: This machine is managed by fleet.
`,
  async plan(host, want, context) {
    const wanted = await wantedLines(want, host, context);
    if ('problem' in wanted) return impossible(wanted.problem);
    return planEdit(
      host,
      {
        path: want.name,
        absent: 'empty',
        makedirs: want.makedirs,
        already: `${want.name} has every line`,
        done: 'the lines are prepended',
      },
      context,
      prependEdit(wanted.lines, want),
    );
  },
});
