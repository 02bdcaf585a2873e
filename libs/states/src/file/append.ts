import { Arg } from '@fleet/arguments';
import { appendEdit } from '@fleet/edits';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planEdit } from './parts/edit.js';
import { wantedLines, type LinesOrProblem } from './parts/wanted-lines.js';
import { TextArgs } from './parts/text.args.js';

export class FileAppendArgs extends TextArgs {
  @Arg({ doc: 'Take a line for present whatever spaces it has.', type: 'boolean', default: true })
  ignore_whitespace!: boolean;
}

export const append = defineState({
  name: 'file.append',
  doc: 'Keep lines in a file; those that it does not have are added at its end.',
  args: FileAppendArgs,
  example: `/etc/hosts:
  file.append:
    - text: 127.0.0.1 build.internal
`,
  async plan(host, want, context) {
    const wanted: LinesOrProblem = await wantedLines(want, host, context);
    if ('problem' in wanted) return impossible(wanted.problem);
    return planEdit(
      host,
      {
        path: want.name,
        absent: 'empty',
        makedirs: want.makedirs,
        already: `${want.name} has every line`,
        done: 'the lines are appended',
      },
      context,
      appendEdit(wanted.lines, { ignoreWhitespace: want.ignore_whitespace }),
    );
  },
});
