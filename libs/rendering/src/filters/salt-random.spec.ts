import { describe, expect, it } from '@jest/globals';
import { renderText } from '../render/render-text.js';

// The lists are those of Python 3.11's `random.Random(hash(seed)).sample`.
describe('a seed', () => {
  it.each([
    ['{{ range(5) | random_sample(3, seed=0) }}', '[3, 4, 0]'],
    ['{{ range(10) | random_sample(10, seed=1) }}', '[2, 1, 4, 0, 3, 5, 7, 9, 8, 6]'],
    ['{{ range(30) | random_sample(3, seed=-1) }}', '[27, 1, 2]'],
    ['{{ range(30) | random_sample(6, seed=5) }}', '[19, 8, 23, 11, 25, 22]'],
    ['{{ range(100) | random_sample(6, seed=true) }}', '[17, 72, 97, 8, 32, 15]'],
    [
      '{{ range(100) | random_sample(20, seed=2**70) }}',
      '[2, 56, 18, 42, 52, 46, 79, 51, 21, 28, 30, 0, 95, 12, 63, 71, 15, 66, 45, 91]',
    ],
    ['{{ range(200) | random_sample(5, seed=2**61 - 1) }}', '[98, 194, 107, 10, 66]'],
    ['{{ range(9) | random_sample(9, seed=0.5) }}', '[4, 7, 8, 1, 5, 6, 0, 2, 3]'],
    ['{{ range(9) | random_sample(9, seed=-2.25) }}', '[2, 3, 0, 8, 1, 7, 6, 4, 5]'],
    ['{{ range(9) | random_sample(9, seed=0.1) }}', '[3, 2, 8, 5, 6, 1, 4, 7, 0]'],
    ['{{ range(9) | random_sample(9, seed=1.0) }}', '[2, 1, 8, 0, 3, 4, 7, 6, 5]'],
    ['{{ range(3) | random_sample(0, seed=1) }}', '[]'],
    ["{{ 'abcd' | random_sample(2, 1) }}", "['b', 'c']"],
    [
      '{{ range(40) | random_shuffle(7) }}',
      '[20, 9, 25, 3, 4, 34, 6, 23, 36, 29, 16, 33, 1, 2, 13, 37, 26, 7, 32, 17, 24, 27, 31, 22, 18, 38, 14, 28, 0, 39, 11, 8, 21, 30, 10, 15, 19, 12, 35, 5]',
    ],
  ])('%s', (template, output) => {
    expect(renderText(template)).toBe(output);
  });

  it.each([
    ["{{ [1] | random_shuffle(seed='x') }}", /a seed is a number, not a str \[template\.refused\]/],
    ['{{ [1] | random_sample(2, 1) }}', /larger than population/],
    ['{{ [1] | random_sample(2) }}', /larger than population/],
    ["{{ {'a': 1} | random_sample(1, 1) }}", /not a dict/],
  ])('%s is refused', (template, says) => {
    expect(renderText(template)).toMatch(says);
  });
});
