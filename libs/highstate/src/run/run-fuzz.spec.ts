import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import fc from 'fast-check';
import { compiled, contextOf } from '../spec-tree.js';
import type { ChunkResult } from './run-types.js';
import { runStates } from './run-states.js';

const kinds = [
  ...[
    'require',
    'require_any',
    'watch',
    'watch_any',
    'onchanges',
    'onchanges_any',
    'onfail',
    'onfail_any',
    'onfail_all',
  ],
] as const;

interface Wish {
  readonly ends: 'same' | 'changes' | 'fails';
  readonly kind: string;
  /** Indices below its own: whoever it waits for. */
  readonly targets: readonly number[];
  readonly parallel: boolean;
  readonly inverse: boolean;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  ends: fc.constantFrom('same' as const, 'changes' as const, 'fails' as const),
  kind: fc.constantFrom(...kinds),
  targets: fc.uniqueArray(fc.nat(30), { maxLength: 3 }),
  parallel: fc.boolean(),
  inverse: fc.boolean(),
});

/** Chunks that wait for each other without a circle, written in any order. */
const trees = fc
  .array(wish, { minLength: 1, maxLength: 12 })
  .map((wishes) =>
    wishes.map((one, index) => ({ ...one, targets: [...new Set(one.targets.filter((at) => at < index))] })),
  )
  .chain((wishes) =>
    fc.record({
      wishes: fc.constant(wishes),
      written: fc.shuffledSubarray(
        wishes.map((_, index) => index),
        { minLength: wishes.length },
      ),
    }),
  );

const canTurnRound = new Set(['require', 'watch', 'onchanges', 'onfail']);

function sls(wishes: readonly Wish[], written: readonly number[]): string {
  const turned = (one: Wish): boolean => one.inverse && canTurnRound.has(one.kind);
  return written
    .map((index) => {
      const own = wishes[index] as Wish;
      const lines = [`c${index}:`, '  thing.present:', `    - ends: ${own.ends}`];
      if (own.parallel) lines.push('    - parallel: true');
      if (!turned(own) && own.targets.length > 0)
        lines.push(`    - ${own.kind}: [${own.targets.map((at) => `{thing: c${at}}`).join(', ')}]`);
      wishes.forEach((other, at) => {
        if (turned(other) && other.targets.includes(index)) lines.push(`    - ${other.kind}_in: [{thing: c${at}}]`);
      });
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

/** `T*`, `T`, `F`, `-` for not run and well, `x` for not run and failed: the table of requisites, for one kind at a chunk. */
function expected({ ends, kind, targets }: Wish, before: readonly string[]): string {
  const met = targets.map((at) => before[at] as string);
  const failed = met.some((one) => one === 'F' || one === 'x');
  const ran = { T: 'T', same: 'T', changes: 'T*', fails: 'F' };
  const changed = met.includes('T*');
  if (targets.length === 0) return ran[ends];
  if (kind === 'require' && failed) return 'x';
  if (kind === 'require_any' && failed && !met.some((one) => one.startsWith('T'))) return 'x';
  if (kind.startsWith('watch')) {
    if (failed && (kind === 'watch' || !met.some((one) => one.startsWith('T')))) return 'x';
    return changed ? 'T*' : ran[ends];
  }
  if (kind === 'onchanges' && failed) return 'x';
  if (kind.startsWith('onchanges') && !changed) return failed ? 'x' : '-';
  if (kind.startsWith('onfail')) {
    const well = met.some((one) => one.startsWith('T') || one === '-');
    const reallyFailed = met.includes('F');
    if (well && (kind === 'onfail_all' || !reallyFailed)) return '-';
  }
  return ran[ends];
}

function shown(result: ChunkResult | undefined): string {
  if (!result) return 'missing';
  if (result.notRun) return result.result === true ? '-' : 'x';
  return `${result.result === true ? 'T' : 'F'}${result.changes.size > 0 ? '*' : ''}`;
}

describe('a run of any chunks with requisites', () => {
  it('takes each once, after what it waits for, and as the table of requisites says', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async ({ wishes, written }) => {
        const { run, low } = await compiled({ 'a.sls': sls(wishes, written) });
        const ran = await runStates(run, memoryHost(), { ...contextOf({}), call: async () => null }, { test: false });
        const results = new Map([...ran.results.values()].map((result) => [result.id, result]));
        expect([ran.results.size, low.length]).toEqual([wishes.length, wishes.length]);
        const outcomes: string[] = [];
        wishes.forEach((one, index) => {
          const own = results.get(`c${index}`);
          for (const at of one.targets)
            expect(results.get(`c${at}`)?.position).toBeLessThan(own?.position ?? Number.NEGATIVE_INFINITY);
          outcomes.push(expected(one, outcomes));
          expect([index, shown(own)]).toEqual([index, outcomes[index]]);
        });
        expect(ran.retcode).toBe(outcomes.some((one) => one === 'F' || one === 'x') ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
});
