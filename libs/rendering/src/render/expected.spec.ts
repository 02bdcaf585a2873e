import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderText } from './render-text.js';

const { files, cases } = JSON.parse(readFileSync('libs/rendering/src/render/expected.json', 'utf8')) as {
  files: Record<string, string>;
  cases: { template: string; output?: string; fails?: true }[];
};
const names = {
  d: { b: 2, a: 1 },
  l: [3, 1, 2],
  s: 'Hello World',
  users: [
    { name: 'ann', n: 2 },
    { name: 'bob', n: 1 },
  ],
  nil: null,
};

describe('templates, against what Jinja made of them', () => {
  it.each(cases.map((given) => [given.template, given] as const))('%j', (_template, given) => {
    const actual = renderText(given.template, { names, files });
    if (given.fails) expect(actual).toMatch(/^\S+:\d+(?::\d+)?: error: .+ \[template\.[a-z-]+\]/);
    else expect(actual).toBe(given.output);
  });
});
