import { describe, expect, it } from '@jest/globals';
import { phaseLine } from '@fleet/execution';
import { memoryHost } from '@fleet/platform';
import { compiled, contextOf } from '../spec-tree.js';
import { runStates } from './run-states.js';

/** The lines of a run without times and durations. */
async function lines(sls: string, test = false): Promise<string[]> {
  const files = { 'a.sls': sls };
  const { run } = await compiled(files);
  const told: string[] = [];
  await runStates(
    run,
    memoryHost(),
    { ...contextOf(files), call: async (name) => name === 'say.yes' },
    {
      test,
      onPhase: (phase) => told.push(phaseLine(phase.end ? { ...phase, end: { ...phase.end, duration: 0 } } : phase)),
    },
  );
  return told.map((line) => line.slice(13).replace(', 0 ms', ''));
}

const thing = (id: string, ends: 'same' | 'changes' | 'fails', ...given: string[]): string =>
  `${id}:\n  thing.present:\n    - ends: ${ends}\n${given.map((line) => `    - ${line}\n`).join('')}`;

describe('the phases of a run', () => {
  it('tell of every state that it begins and how it ended', async () => {
    const sls = [
      thing('a', 'changes'),
      thing('b', 'same'),
      thing('c', 'fails'),
      thing('d', 'changes', 'require: [thing: c]'),
      thing('e', 'changes', 'unless: [{fun: say.yes}]'),
      thing('f', 'changes', 'onchanges: [thing: b]'),
    ];
    const told = await lines(sls.join(''));
    expect(told.filter((line) => line.startsWith('[EXEC]'))).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) => `[EXEC]  ${index + 1}/6 thing.present ${id}`),
    );
    expect(told.filter((line) => !line.startsWith('[EXEC]'))).toEqual([
      '[OK]    1/6 thing.present a  changed',
      '[OK]    2/6 thing.present b  no changes',
      expect.stringMatching(/^\[ERROR\] 3\/6 thing.present c {2}failed: ./),
      '[ERROR] 4/6 thing.present d  not run: One or more requisite failed: a.c',
      '[SKIP]  5/6 thing.present e  skipped: unless condition is true',
      expect.stringMatching(/^\[SKIP\] {2}6\/6 thing.present f {2}skipped: ./),
    ]);
  });

  it('only check in test mode', async () => {
    expect(await lines(thing('a', 'changes') + thing('b', 'same'), true)).toEqual([
      '[CHECK] 1/2 thing.present a',
      '[CHECK] 1/2 thing.present a  would change',
      '[CHECK] 2/2 thing.present b',
      '[OK]    2/2 thing.present b  no changes',
    ]);
  });

  it('check what a prereq looks at before it runs', async () => {
    const told = await lines(thing('before', 'changes', 'prereq: [thing: after]') + thing('after', 'changes'));
    expect(told).toEqual([
      '[CHECK] 1/2 thing.present after',
      '[CHECK] 1/2 thing.present after  would change',
      '[EXEC]  1/2 thing.present before',
      '[OK]    1/2 thing.present before  changed',
      '[EXEC]  2/2 thing.present after',
      '[OK]    2/2 thing.present after  changed',
    ]);
  });
});
