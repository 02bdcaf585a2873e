import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderText } from './render-text.js';

/** What Jinja 3.1 printed with Salt's settings; `null` where it refused. The names are those of the recording. */
const { files, groups } = JSON.parse(readFileSync('libs/rendering/src/render/answers.json', 'utf8')) as {
  files: Record<string, string>;
  groups: Record<string, [template: string, output: string | null][]>;
};
const names = {
  d: { b: 2, a: 1 },
  l: [3, 1, 2],
  s: 'Hello World',
  users: [
    { name: 'ann', n: 2 },
    { name: 'bob', n: 1 },
    { name: 'Cid', n: 2 },
  ],
  nil: null,
  tpldir: 'app',
  n: 7,
  big: 123456789012345678901234567890n,
};

describe.each(Object.entries(groups))('%s, against the answers of Jinja', (_group, cases) => {
  it.each(cases)('%j', (template, output) => {
    const actual = renderText(template, { names, files });
    if (output === null) expect(actual).toMatch(/^[^\s:]+:\d+(?::\d+)?: error: .+ \[[a-z]+\.[a-z-]+\]/);
    else expect(actual).toBe(output);
  });
});
