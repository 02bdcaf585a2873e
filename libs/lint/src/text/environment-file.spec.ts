import { describe, expect, it } from '@jest/globals';
import { readEnvironmentFile } from './environment-file.js';

const values = (text: string): Record<string, string> =>
  Object.fromEntries(readEnvironmentFile(text).entries.map(({ key, value }) => [key, value]));

describe('an environment file, as systemd reads it', () => {
  it.each([
    ['A=1\nB=two words  \n', { A: '1', B: 'two words' }],
    ['# no\n; neither\n\nA=1', { A: '1' }],
    ['A=0 # not used\n', { A: '0 # not used' }],
    ['A="a # b"\n', { A: 'a # b' }],
    ['A="x" # y\n', { A: 'x# y' }],
    ["A='a\nb'\nC=1\n", { A: 'a\nb', C: '1' }],
    ['A="a\\"b\\n"\n', { A: 'a"b\\n' }],
    ['A=one\\\n  two\n', { A: 'one  two' }],
    ['A=\nB=1\n', { A: '', B: '1' }],
    ['  A = 1\n', { A: '1' }],
    ['A=b=c\n', { A: 'b=c' }],
    ['# goes on \\\nA=1\nB=2\n', { B: '2' }],
  ])('%j', (text, wanted) => expect(values(text)).toEqual(wanted));

  it('skips what is no assignment, with its line', () => {
    expect(readEnvironmentFile('A=1\nexport B=2\nnonsense\n1C=3\n')).toMatchObject({
      entries: [{ key: 'A', line: 1 }],
      ignored: [
        { line: 2, text: 'export B=2' },
        { line: 3, text: 'nonsense' },
        { line: 4, text: '1C=3' },
      ],
    });
  });

  it('tells where a quote opens that is never closed', () => {
    expect(readEnvironmentFile('A=1\nB="x\nC=2\n')).toMatchObject({
      unclosed: 2,
      entries: [{ key: 'A' }, { key: 'B' }],
    });
    expect(readEnvironmentFile('A="x"\n').unclosed).toBeUndefined();
  });
});
