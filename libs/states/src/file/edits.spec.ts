import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

interface Edit {
  readonly says: string;
  readonly state: string;
  readonly before: string;
  readonly args: Record<string, unknown>;
  readonly after: string;
}

const edits: Edit[] = [
  {
    says: 'appends lines that are missing',
    state: 'file.append',
    before: 'a\nb',
    args: { text: ['b', 'c  d', 'e'] },
    after: 'a\nb\nc  d\ne\n',
  },
  { says: 'appends the lines of a text', state: 'file.append', before: '', args: { text: 'x\ny\n' }, after: 'x\ny\n' },
  {
    says: 'replaces every match, with groups',
    state: 'file.replace',
    before: 'a=1\nb=2\na=3\n',
    args: { pattern: '^(a)=.*$', repl: '\\1=9' },
    after: 'a=9\nb=2\na=9\n',
  },
  {
    says: 'replaces named groups',
    state: 'file.replace',
    before: 'port 80\n',
    args: { pattern: '(?P<key>port) \\d+', repl: '\\g<key> 8080' },
    after: 'port 8080\n',
  },
  {
    says: 'takes a dollar in a replacement for a dollar',
    state: 'file.replace',
    before: 'x\n',
    args: { pattern: '^x$', repl: 'cost $1 $&', count: 1 },
    after: 'cost $1 $&\n',
  },
  {
    says: 'replaces with look-ahead, references and flags as Python has them',
    state: 'file.replace',
    before: '# Port 22\nport 22\nhost "a\'b"\n',
    args: { pattern: '^(?!#)\\s*PORT (\\d)\\1$', repl: 'port 8\\g<1>', flags: ['IGNORECASE', 'MULTILINE'] },
    after: '# Port 22\nport 82\nhost "a\'b"\n',
  },
  {
    says: 'takes flags by their bits, and letters for those of ASCII',
    state: 'file.replace',
    before: 'Aé1\n',
    args: { pattern: 'a\\W # verbose', repl: '-', flags: [2 + 64] },
    after: '-1\n',
  },
  {
    says: 'appends what is not found',
    state: 'file.replace',
    before: 'a\n',
    args: { pattern: '^b=.*$', repl: 'b=1', append_if_not_found: true },
    after: 'a\nb=1\n',
  },
  {
    says: 'ensures a line after another',
    state: 'file.line',
    before: 'a\nc\n',
    args: { mode: 'ensure', content: 'b', after: 'a' },
    after: 'a\nb\nc\n',
  },
  {
    says: 'ensures a line between two',
    state: 'file.line',
    before: 'a\nx\nc\n',
    args: { mode: 'ensure', content: 'b', after: '^a$', before: '^c$' },
    after: 'a\nb\nc\n',
  },
  {
    says: 'ensures a line after one that looks like it, once',
    state: 'file.line',
    before: 'include a\nz\n',
    args: { mode: 'ensure', content: 'include b', after: '^include' },
    after: 'include a\ninclude b\nz\n',
  },
  {
    says: 'ensures a line before one that looks like it, once',
    state: 'file.line',
    before: 'x\ninclude a\n',
    args: { mode: 'ensure', content: 'include b', before: '^include' },
    after: 'x\ninclude b\ninclude a\n',
  },
  {
    says: 'inserts at the end, once',
    state: 'file.line',
    before: 'a\n',
    args: { mode: 'insert', content: 'z', location: 'end' },
    after: 'a\nz\n',
  },
  {
    says: 'replaces the line that matches, with its indentation',
    state: 'file.line',
    before: '  old: 1\n',
    args: { mode: 'replace', match: 'old', content: 'new: 1' },
    after: '  new: 1\n',
  },
  {
    says: 'deletes the lines that match',
    state: 'file.line',
    before: 'a\nb\na\n',
    args: { mode: 'delete', match: '^a$' },
    after: 'b\n',
  },
  {
    says: 'replaces a block',
    state: 'file.blockreplace',
    before: 'k\n#start\nold\n#end\n',
    args: { marker_start: '#start', marker_end: '#end', content: 'new\nlines' },
    after: 'k\n#start\nnew\nlines\n#end\n',
  },
  {
    says: 'appends a block with its markers',
    state: 'file.blockreplace',
    before: 'k\n',
    args: { marker_start: '#s', marker_end: '#e', content: 'x', append_if_not_found: true },
    after: 'k\n#s\nx\n#e\n',
  },
  { says: 'comments lines', state: 'file.comment', before: 'a\nb=2\n', args: { regex: '^b=2' }, after: 'a\n#b=2\n' },
  {
    says: 'uncomments lines',
    state: 'file.uncomment',
    before: '# en_US.UTF-8 UTF-8\n# de\n',
    args: { regex: '^en_US' },
    after: 'en_US.UTF-8 UTF-8\n# de\n',
  },
  {
    says: 'sets keys and appends new ones',
    state: 'file.keyvalue',
    before: 'a=1\nb = 2\n',
    args: { key_values: { a: '10', b: 'x', e: 5 }, append_if_not_found: true },
    after: 'a=10\nb = x\ne=5\n',
  },
  {
    says: 'uncomments a key',
    state: 'file.keyvalue',
    before: '#Port 22\n',
    args: { key: 'Port', value: '2222', separator: ' ', uncomment: '#' },
    after: 'Port 2222\n',
  },
];

describe('states that edit', () => {
  it.each(edits.map((edit): [string, string, Edit] => [edit.state, edit.says, edit]))(
    '%s %s',
    async (state, _says, edit) => {
      const host = memoryHost({ files: { '/etc/f': { content: edit.before, mode: 0o640, uid: 7 } } });
      const done = await tryTwice({ state, host, args: { name: '/etc/f', ...edit.args } });
      expect(host.text('/etc/f')).toBe(edit.after);
      expect(done.changes['diff']).toContain('@@');
      expect(await host.files.stat('/etc/f')).toMatchObject({ mode: 0o640, uid: 7 });
    },
  );

  it.each([
    ['file.replace', { pattern: '(', repl: '' }, /is not a regular expression, at 1: .*not closed/],
    ['file.replace', { pattern: '(a)(?>b)', repl: '' }, /at 4: an atomic group/],
    ['file.replace', { pattern: 'a', repl: '\\1' }, /names the group 1/],
    ['file.replace', { pattern: 'a', repl: '\\q' }, /means nothing in a replacement/],
    ['file.replace', { pattern: 'a', repl: '', flags: ['WHAT'] }, /flag WHAT/],
    ['file.replace', { pattern: 'a', repl: '', flags: ['4096'] }, /4096/],
    ['file.comment', { regex: 'nothing like it' }, /no line of \/etc\/f matches/],
    ['file.line', { mode: 'ensure', content: 'x', after: 'nowhere' }, /no line of \/etc\/f matches nowhere/],
    ['file.line', { mode: 'insert', content: 'x' }, /needs `location`/],
    ['file.blockreplace', { marker_start: '#s', marker_end: '#e' }, /has no line with the marker #s/],
    ['file.blockreplace', { content: 'x #e', marker_end: '#e', append_if_not_found: true }, /holds the end marker #e/],
    ['file.keyvalue', { key_values: { missing: 1 } }, /does not have missing/],
    [
      'file.keyvalue',
      { key: 'b', value: 1, search_only: true, append_if_not_found: true },
      /does not have every key at its value/,
    ],
  ])('%s with %j says why it cannot', async (state, args, sentence) => {
    const host = memoryHost({ files: { '/etc/f': 'a\n' } });
    expect(await tryState({ state, host, args: { name: '/etc/f', ...args } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(host.touches).toEqual([]);
  });

  it('ensures a line that already stands beside another one that fits', async () => {
    const host = memoryHost({ files: { '/etc/f': 'include a\ninclude b\ninclude c\n' } });
    for (const args of [
      { after: '^include a' },
      { after: '^include' },
      { before: '^include' },
      { before: '^include', after: '^include a' },
      { after: '^include b' },
    ]) {
      expect(
        await tryState({
          state: 'file.line',
          host,
          args: { name: '/etc/f', mode: 'ensure', content: 'include b', ...args },
        }),
      ).toMatchObject({ result: true, changed: [] });
    }
  });

  it('a copy gets owner and mode of the file, whatever an older copy has', async () => {
    const host = memoryHost({
      files: {
        '/etc/f': { content: 'key=s3cret\n', mode: 0o600, uid: 7 },
        '/etc/f.bak': { content: 'key=\n', mode: 0o644 },
      },
    });
    await tryTwice({ state: 'file.replace', host, args: { name: '/etc/f', pattern: 's3cret', repl: 'other' } });
    expect(host.text('/etc/f.bak')).toBe('key=s3cret\n');
    expect(await host.files.stat('/etc/f.bak')).toMatchObject({ mode: 0o600, uid: 7 });
  });

  it('file.replace keeps a copy, and a missing file is an error unless it may be missing', async () => {
    const host = memoryHost({ files: { '/etc/f': 'a\n' } });
    await tryTwice({ state: 'file.replace', host, args: { name: '/etc/f', pattern: 'a', repl: 'b' } });
    expect(host.text('/etc/f.bak')).toBe('a\n');
    const args = { name: '/etc/none', pattern: 'a', repl: 'b' };
    expect((await tryState({ state: 'file.replace', host, args })).result).toBe(false);
    expect((await tryState({ state: 'file.replace', host, args: { ...args, ignore_if_missing: true } })).result).toBe(
      true,
    );
  });
});
