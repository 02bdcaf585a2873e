import { describe, expect, it } from '@jest/globals';
import { columnsOf, cutInTheMiddle, cutToColumns, foldWords, padColumns, rowsOf } from './columns.js';

describe('columns of a terminal', () => {
  it.each([
    ['', 0],
    ['file.managed', 12],
    ['größer', 6],
    ['gro\u0308ßer', 6],
    ['漢字', 4],
    ['🚀 x', 4],
    ['⚡✓', 3],
  ])('%j takes %d', (text, columns) => expect(columnsOf(text)).toBe(columns));

  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['漢字漢字', 6, '漢字…'],
    ['abcdef', 1, '…'],
    ['abcdef', 0, ''],
  ])('%j in %d is %j', (text, most, shown) => expect(cutToColumns(text, most)).toBe(shown));

  it.each([
    ['miner-01.example.org', 11, 'miner…e.org'],
    ['miner-01', 8, 'miner-01'],
    ['miner-01', 4, 'mi…1'],
    ['miner-01', 2, 'm…'],
  ])('%j without its middle in %d is %j', (text, most, shown) => expect(cutInTheMiddle(text, most)).toBe(shown));

  it.each([
    ['', 10, 1],
    ['abcdef', 6, 1],
    ['abcdef', 5, 2],
    ['漢字漢字', 8, 1],
    ['漢字漢字', 3, 4],
    ['漢字a漢字', 5, 2],
    ['e\u0301e\u0301', 1, 2],
  ])('%j folded at %d takes %d rows', (text, width, rows) => expect(rowsOf(text, width)).toBe(rows));

  it('pads by columns', () => expect(padColumns('漢', 4)).toBe('漢  '));
});

describe('words that are folded', () => {
  const folded = (text: string, width: number, indent: number): string[] =>
    foldWords(
      text.split(' ').map((word) => ({ text: word })),
      width,
      indent,
    ).split('\n');

  it.each([
    ['a bb ccc', Infinity, 4, ['a bb ccc']],
    ['a bb ccc', 4, 1, ['a bb', ' ccc']],
    ['abcdefgh ij', 5, 2, ['abcde', '  fgh', '  ij']],
    ['a bb', 1, 9, ['a', 'b', 'b']],
    ['\u4e2d\u6587 \u4e2d', 3, 0, ['\u4e2d', '\u6587', '\u4e2d']],
    ['', 5, 0, ['']],
  ])('%s in %d columns', (text, width, indent, lines) => expect(folded(text, width, indent)).toEqual(lines));

  it('are painted piece by piece, so that no colour runs into the margin', () => {
    expect(foldWords([{ text: 'abcd', paint: (text) => `<${text}>` }], 3, 1)).toBe('<abc>\n <d>');
  });
});
