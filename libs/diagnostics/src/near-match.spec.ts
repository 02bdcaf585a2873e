import { describe, expect, it } from '@jest/globals';
import { nearMatch } from './near-match.js';

const names = ['file.managed', 'file.directory', 'service.running', 'upper', 'id'];

describe('the name that was probably meant', () => {
  it.each([
    ['file.manged', 'file.managed'],
    ['file.mangaed', 'file.managed'],
    ['FILE.MANAGED', 'file.managed'],
    ['service.runing', 'service.running'],
    ['uper', 'upper'],
    ['di', 'id'],
  ])('%s is %s', (word, meant) => expect(nearMatch(word, names)).toBe(meant));

  it.each(['pkg.installed', 'xyz', '', 'a'])('%j is none of them', (word) =>
    expect(nearMatch(word, names)).toBeUndefined(),
  );
});
