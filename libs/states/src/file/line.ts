import { Arg, NotSupported } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { planEdit, splitLines, joinLines, type Edited } from './parts/edit.js';
import { compilePattern } from './parts/pattern.js';

@NotSupported({
  backup: 'keep a copy with `file.copy` first.',
  user: 'manage owner and mode with `file.managed` and `replace: False`.',
  group: 'manage owner and mode with `file.managed` and `replace: False`.',
  file_mode: 'manage owner and mode with `file.managed` and `replace: False`.',
})
export class FileLineArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The line.', type: 'string', optional: true })
  content?: string;

  @Arg({
    doc: 'ensure: have it once at its place; replace: put it where `match` is found; insert: add it; delete: remove what matches.',
    type: 'string',
    oneOf: ['ensure', 'replace', 'insert', 'delete'],
  })
  mode!: 'ensure' | 'replace' | 'insert' | 'delete';

  @Arg({
    doc: 'Regular expression (or text) of the line to replace or delete; default: the content.',
    type: 'string',
    optional: true,
  })
  match?: string;

  @Arg({ doc: 'Where to insert: start or end.', type: 'string', oneOf: ['start', 'end'], optional: true })
  location?: 'start' | 'end';

  @Arg({ doc: 'Regular expression of the line that it stands before.', type: 'string', optional: true })
  before?: string;

  @Arg({ doc: 'Regular expression of the line that it stands after.', type: 'string', optional: true })
  after?: string;

  @Arg({ doc: 'Give it the indentation of the line beside it.', type: 'boolean', default: true })
  indent!: boolean;

  @Arg({ doc: 'Make the file where it does not exist.', type: 'boolean', default: false })
  create!: boolean;

  @Arg({ doc: 'Show the difference.', type: 'boolean', default: true })
  show_changes!: boolean;

  @Arg({ doc: 'Do nothing, quietly, where the place is not found.', type: 'boolean', default: false })
  quiet!: boolean;
}

export const line = defineState({
  name: 'file.line',
  doc: 'Keep one line at its place in a file, or out of it.',
  args: FileLineArgs,
  example: `/etc/sysctl.conf:
  file.line:
    - mode: ensure
    - content: vm.swappiness = 10
    - after: '^# swap'
`,
  async plan(host, want, context) {
    if (want.mode !== 'delete' && want.content === undefined)
      return { impossible: `\`mode: ${want.mode}\` needs \`content\`` };
    if (want.mode === 'delete' && (want.match ?? want.content) === undefined)
      return { impossible: '`mode: delete` needs `match` or `content`' };
    const options = {
      path: want.name,
      absent: want.create ? ('empty' as const) : ('error' as const),
      showChanges: want.show_changes,
      already: 'no changes needed to be made',
      done: 'Changes were made',
    };
    return planEdit(host, options, context, (text) => edit(want, text));
  },
});

function edit(want: FileLineArgs, text: string): Edited {
  const { lines } = splitLines(text);
  const content = want.content ?? '';
  const finder = (pattern: string): ((row: string) => boolean) => {
    const expression = compilePattern(pattern, ['DOTALL']);
    // A text that is no expression is only looked for as it is.
    return (row) => row.includes(pattern) || (typeof expression !== 'string' && expression.test(row));
  };
  const same = (row: string): boolean => row.trim() === content.trim();
  const matching = finder(want.match ?? content);
  switch (want.mode) {
    case 'delete':
      return { text: joinLines(lines.filter((row) => !matching(row))) };
    case 'replace':
      if (!lines.some(matching))
        return want.quiet || lines.some(same)
          ? { text }
          : { problem: `no line of ${want.name} matches ${want.match ?? content}` };
      return { text: joinLines(lines.map((row) => (matching(row) ? indented(want, content, row) : row))) };
    case 'insert':
    case 'ensure':
      return placed(want, text, lines, content, finder, same);
  }
}

function placed(
  want: FileLineArgs,
  text: string,
  lines: readonly string[],
  content: string,
  finder: (pattern: string) => (row: string) => boolean,
  same: (row: string) => boolean,
): Edited {
  // The line itself may look like the one that it stands beside (`include b` after `^include`): it is no place for itself.
  const place = (pattern: string): ((row: string) => boolean) => {
    const fits = finder(pattern);
    return (row) => fits(row) && !same(row);
  };
  const after = want.after === undefined ? undefined : lines.findLastIndex(place(want.after));
  const before =
    want.before === undefined
      ? undefined
      : lines.findIndex((row, index) => index > (after ?? -1) && place(want.before as string)(row));
  if (after === -1 || before === -1) {
    const pattern = (after === -1 ? want.after : want.before) as string;
    return want.quiet || lines.some((row) => same(row) && finder(pattern)(row))
      ? { text }
      : { problem: `no line of ${want.name} matches ${pattern}` };
  }
  if (after !== undefined && before !== undefined) {
    const between = lines.slice(after + 1, before);
    if (between.length === 1 && same(between[0] as string)) return { text };
    if (want.mode === 'ensure' && between.length > 1)
      return {
        problem: `more than one line of ${want.name} stands between ${want.after as string} and ${want.before as string}`,
      };
    const kept = want.mode === 'ensure' ? [] : between;
    if (between.some(same)) return { text };
    return {
      text: joinLines([
        ...lines.slice(0, after + 1),
        ...kept,
        indented(want, content, lines[after] as string),
        ...lines.slice(before),
      ]),
    };
  }
  if (after !== undefined) {
    const fits = place(want.after as string);
    if (lines.some((row, index) => same(row) && index > 0 && fits(lines[index - 1] as string))) return { text };
    return {
      text: joinLines([
        ...lines.slice(0, after + 1),
        indented(want, content, lines[after] as string),
        ...lines.slice(after + 1),
      ]),
    };
  }
  if (before !== undefined) {
    const fits = place(want.before as string);
    if (lines.some((row, index) => same(row) && index + 1 < lines.length && fits(lines[index + 1] as string)))
      return { text };
    return {
      text: joinLines([
        ...lines.slice(0, before),
        indented(want, content, lines[before] as string),
        ...lines.slice(before),
      ]),
    };
  }
  if (want.location === undefined)
    return { problem: `\`mode: ${want.mode}\` needs \`location\`, \`before\` or \`after\`` };
  if (lines.some(same)) return { text };
  return { text: joinLines(want.location === 'start' ? [content, ...lines] : [...lines, content]) };
}

function indented(want: FileLineArgs, content: string, beside: string): string {
  return want.indent ? `${/^\s*/.exec(beside)?.[0] ?? ''}${content.trimStart()}` : content;
}
