import { describe, expect, it } from '@jest/globals';
import {
  appendEdit,
  attemptEdit,
  blockEdit,
  commentEdit,
  keyvalueEdit,
  lineEdit,
  prependEdit,
  replaceEdit,
  textOfFile,
  type Edit,
  type Edited,
} from './index.js';

const path = '/etc/f';
const block = { path, marker_start: '#s', marker_end: '#e', append_if_not_found: false, prepend_if_not_found: false };
const line = { path, indent: true, quiet: false };
const swap = { count: 0, flags: ['MULTILINE'], append_if_not_found: false, prepend_if_not_found: false };
const keys = {
  path,
  separator: '=',
  append_if_not_found: false,
  prepend_if_not_found: false,
  count: 1,
  key_ignore_case: false,
  value_ignore_case: false,
};
const comment = { path, regex: '^b', char: '#', missingIsFine: false };

/** An edit, the text that it gets, and what it makes of it, or why it cannot. */
const cases: readonly [says: string, edit: Edit | string, before: string, after: string | RegExp][] = [
  ['append: what is missing', appendEdit(['a', 'b'], { ignoreWhitespace: false }), 'a', 'a\nb\n'],
  ['append: spaces do not count', appendEdit(['a  b'], { ignoreWhitespace: true }), ' a b\n', ' a b\n'],
  ['prepend: what is missing', prependEdit(['x', 'a'], { header: false }), 'a\n', 'x\na\n'],
  ['prepend: as a header', prependEdit(['x', 'a'], { header: true }), 'a\n', 'x\na\na\n'],
  ['replace: groups', replaceEdit({ ...swap, pattern: '^(a)=.*', repl: '\\1=2' }), 'a=1\n', 'a=2\n'],
  ['replace: no pattern', replaceEdit({ ...swap, pattern: '(', repl: '' }), '', /is not a regular expression/],
  ['replace: too slow', replaceEdit({ ...swap, pattern: '(?=(a+)+$)x', repl: '' }), `${'a'.repeat(40)}!`, /too long/],
  ['block: the end without an end of line', blockEdit(block, 'n'), '#s\no\n#e', '#s\nn\n#e'],
  ['block: its own end marker', blockEdit(block, 'x #e'), '', /holds the end marker/],
  ['line: needs its content', lineEdit({ ...line, mode: 'ensure' }), '', /needs `content`/],
  ['line: beside another', lineEdit({ ...line, mode: 'insert', content: 'b', after: '^a' }), ' a\n', /matches \^a/],
  ['line: indented', lineEdit({ ...line, mode: 'insert', content: 'b', after: 'a' }), ' a\n', ' a\n b\n'],
  ['comment: keeps the indentation', commentEdit({ ...comment, regex: 'b' }, 'commented'), '  b\n', '  #b\n'],
  ['uncomment: one space goes with it', commentEdit(comment, 'plain'), '# b\n', 'b\n'],
  ['comment: nothing of the kind', commentEdit(comment, 'plain'), 'x\n', /no line of \/etc\/f matches/],
  ['keyvalue: spaces stay', keyvalueEdit(keys, [['a', '2']]), 'a = 1\n', 'a = 2\n'],
  ['keyvalue: a key that is missing', keyvalueEdit(keys, [['z', '2']]), 'a=1\n', /does not have z/],
];

describe('edits', () => {
  it.each(cases)('%s', (_says, edit, before, after) => {
    const edited: Edited = typeof edit === 'string' ? { problem: edit } : attemptEdit(edit, before);
    if (after instanceof RegExp) {
      expect(edited).toEqual({ problem: expect.stringMatching(after) });
      return;
    }
    expect(edited).toMatchObject({ text: after });
  });
});

it.each([
  ['plain', Buffer.from('Grüße\n'), { text: 'Grüße\n' }],
  ['latin-1', Buffer.from('Grüße\n', 'latin1'), { problem: expect.stringContaining('/etc/f is not in UTF-8') }],
  ['with a zero', Buffer.from('a\0'), { problem: expect.stringContaining('binary') }],
])('what is %s can be edited, or not', (_name, content, expected) =>
  expect(textOfFile(path, content)).toEqual(expected),
);
