import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { joinLines, planEdit, splitLines } from './parts/edit.js';
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
    const same = (line: string): string => (want.ignore_whitespace ? line.replace(/\s+/g, ' ').trim() : line);
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
      (text) => {
        const { lines } = splitLines(text);
        const known = new Set(lines.map(same));
        const missing = wanted.lines.filter((line) => line === '' || !known.has(same(line)));
        if (missing.every((line) => line === '')) return { text };
        return { text: joinLines([...lines, ...missing]), done: `Appended ${missing.length} lines` };
      },
    );
  },
});
