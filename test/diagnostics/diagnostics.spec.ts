import { describe, expect, it } from '@jest/globals';
import { sortDiagnostics } from '@fleet/diagnostics';
import { diagnose, readCases, tell, topics, type BrokenTree } from './cases.js';

/** Broken trees and everything that is said of them: no error less, none more, each at its character of what the operator wrote. */
const corpus: [topic: string, name: string, tree: BrokenTree][] = [];
for (const topic of await topics()) for (const tree of await readCases(topic)) corpus.push([topic, tree.name, tree]);

describe('what is said of a broken tree', () => {
  it('has many cases', () => expect(corpus.length).toBeGreaterThan(90));

  it.each(corpus)('%s: %s', async (topic, _name, tree) => {
    const found = await diagnose(topic, tree);
    expect(found.map((one, index) => asWritten(tell(one), tree.expected[index]))).toEqual(tree.expected);
    expect(found).toEqual(sortDiagnostics(found));
    for (const { at, excerpt } of found) {
      const line = at && tree.files[at.file]?.split(/\r?\n/)[at.line - 1];
      // The excerpt shows the line of the source, whatever it was rendered to.
      if (line !== undefined && line.length <= 120) expect(excerpt).toContain(`| ${line}`);
    }
  });
});

/** Advice is compared only where the case has some: its words are not the point of every case. */
function asWritten({ advice, ...told }: ReturnType<typeof tell>, expected: BrokenTree['expected'][number] | undefined) {
  if (expected?.advice === undefined) return told;
  return { ...told, advice: advice?.includes(expected.advice) === true ? expected.advice : advice };
}
