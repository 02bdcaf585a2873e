import { Arg } from '@fleet/arguments';
import { defineQuick, FunctionRefused } from '../definition.js';

export class SlsutilBannerArgs {
  @Arg({ doc: 'Columns.', type: 'int', default: 72 })
  width!: number;

  @Arg({ doc: 'What begins a line of comment.', type: 'string', default: '#' })
  commentchar!: string;

  @Arg({ doc: 'What the frame is drawn with.', type: 'string', default: '#' })
  borderchar!: string;

  @Arg({
    doc: 'What begins a block of comment, for languages that have no lines of it.',
    type: 'string',
    optional: true,
  })
  blockstart?: string;

  @Arg({ doc: 'What ends a block of comment.', type: 'string', optional: true })
  blockend?: string;

  @Arg({ doc: 'The heading.', type: 'string', default: 'THIS FILE IS MANAGED BY SALT - DO NOT EDIT' })
  title!: string;

  @Arg({
    doc: 'What it says below.',
    type: 'string',
    default:
      'The contents of this file are managed by Salt. Any changes to this file may be overwritten automatically and without warning.',
  })
  text!: string;

  @Arg({ doc: 'End with an empty line.', type: 'boolean', default: false })
  newline!: boolean;
}

export const banner = defineQuick({
  name: 'slsutil.banner',
  doc: 'A framed comment for the head of a managed file.',
  args: SlsutilBannerArgs,
  example: "slsutil.banner title='made by fleet'",
  now({ width, commentchar, borderchar, blockstart, blockend, title, text, newline }) {
    const left = commentchar.trimEnd();
    const right = commentchar.trim();
    const columns = width - left.length - right.length - 2;
    if (columns <= 0) throw new FunctionRefused('bad-arguments', 'slsutil.banner: width is too small for a frame');
    const row = (content: string): string => `${left} ${content} ${right}`;
    const border = commentchar + borderchar.slice(0, 1).repeat(width - left.length - right.length) + right;
    const space = commentchar + ' '.repeat(Math.max(0, width - 2 * commentchar.length)) + commentchar;
    const rows = [
      ...(blockstart === undefined ? [] : [blockstart]),
      border,
      space,
      ...wrapped(title, columns).map((line) => row(centred(line, columns))),
      space,
      ...wrapped(text, columns).map((line) => row(line.padEnd(columns))),
      border,
      ...(blockend === undefined ? [] : [blockend]),
    ];
    return rows.join('\n') + (newline ? '\n' : '');
  },
});

/** Words filled into lines; one that is longer than a line is cut. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length <= columns) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    for (; word.length > columns; word = word.slice(columns)) lines.push(word.slice(0, columns));
    line = word;
  }
  return line === '' ? lines : [...lines, line];
}

/** As Python's `center`: of an odd rest, the greater half goes left where the width is odd. */
function centred(text: string, width: number): string {
  const rest = Math.max(0, width - text.length);
  const before = Math.floor(rest / 2) + (rest & width & 1);
  return ' '.repeat(before) + text + ' '.repeat(rest - before);
}
