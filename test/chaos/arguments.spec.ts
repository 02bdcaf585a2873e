import { describe, expect, it } from '@jest/globals';
import { readArguments, usage } from './arguments.mjs';
import { faultTable } from './faults/table.mjs';

describe('the words of npm run chaos', () => {
  it('may be none: then two minutes of everything, under a new seed', () => {
    const read = readArguments([]);
    expect(read).toMatchObject({
      ok: true,
      value: { minutes: 2, hosts: 2, faults: Object.keys(faultTable), json: false },
    });
    expect(read.ok && Number.isSafeInteger((read.value as { seed: number }).seed)).toBe(true);
  });

  it.each([
    [
      ['--seed', '7', '--minutes', '0.5', '--hosts', '3', '--json', '--keep'],
      { seed: 7, minutes: 0.5, hosts: 3, json: true, keep: true },
    ],
    [['--faults', 'cut,clock'], { faults: ['cut', 'clock'] }],
    [['--faults', 'none'], { faults: [] }],
    [['-h'], { help: true }],
  ])('%j', (words, value) => {
    expect(readArguments(words)).toMatchObject({ ok: true, value });
  });

  it.each([
    [['--faults', 'cut,earthquake'], /no fault earthquake; there are kill-master/],
    [['--seed', 'x'], /--seed/],
    [['--seed', '-1'], /--seed|argument/],
    [['--minutes', '0'], /--minutes/],
    [['--minutes', 'soon'], /--minutes/],
    [['--hosts', '0'], /--hosts/],
    [['--hosts', '10'], /--hosts/],
    [['now'], /now/],
    [['--loud'], /--loud/],
  ])('%j makes no sense', (words, why) => {
    expect(readArguments(words)).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });

  it('are told with every fault that there is', () => {
    for (const name of Object.keys(faultTable)) expect(usage()).toContain(`    ${name} `);
  });
});
