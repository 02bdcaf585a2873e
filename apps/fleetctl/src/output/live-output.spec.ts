import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import { LiveOutput } from './live-output.js';

const begins = '12:03:11.204 [EXEC]  1/2 cmd.run make';
const ends = '12:03:11.260 [OK]    1/2 cmd.run make  changed, 56 ms';

/** What is shown of three parts: two while it runs, one that comes with the return. */
function shown(all: boolean): string[] {
  const said: string[] = [];
  const output = new LiveOutput((line) => said.push(line), plain, all);
  const parts = [`${begins}\ncc x.c\n`, 'cc y', `.c\n${ends}\n`];
  let start = 0;
  for (const [index, text] of parts.entries()) {
    // The master was asked again.
    for (let copy = 0; copy < 2; copy += 1) output.show('web1', start, text, index === 2);
    start += text.length;
  }
  output.end('web1');
  return said;
}

describe('what a running job says', () => {
  it('is shown whole where it was asked for, once', () => {
    expect(shown(true)).toEqual([`web1: ${begins}`, 'web1: cc x.c', 'web1: cc y.c', `web1: ${ends}`]);
  });

  it('is shown without phases, and without what the answer is about to tell, where somebody watches a command', () => {
    expect(shown(false)).toEqual(['web1: cc x.c', 'web1: cc y']);
  });
});
