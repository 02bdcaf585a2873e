import { describe, expect, it } from '@jest/globals';
import { readIgnoreComments } from './ignore-comments.js';

const read = (text: string): unknown[] =>
  readIgnoreComments(text).map(({ line, about, wrong, means }) => [line, about, wrong, means('lint.unit-comment')]);

describe('a comment that ignores', () => {
  it.each([
    ['x: 1 # lint: ignore lint.unit-comment it is old\n', [[1, 1, undefined, true]]],
    ['# lint: ignore lint.unit-comment it is old\n\nx: 1\n', [[1, 3, undefined, true]]],
    [
      '# lint: ignore lint.* old\n# lint: ignore yaml.* old\nx: 1\n',
      [
        [1, 3, undefined, true],
        [2, 3, undefined, false],
      ],
    ],
    ['{# lint: ignore-file lint.unit-comment by hand #}\n', [[1, undefined, undefined, true]]],
    ['{#- lint: ignore lint.unit-comment why -#}\nx\n', [[1, 2, undefined, true]]],
    ['# lint: ignore lint.unit-comment\n', [[1, 3, 'it gives no reason', true]]],
    ['# lint: ignore\n', [[1, 3, 'it names no code', false]]],
    ['nothing of the kind: lint\n', []],
  ])('%j', (text, wanted) => expect(read(text)).toEqual(wanted));
});
