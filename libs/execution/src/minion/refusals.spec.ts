import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { toPlain, type Value } from '@fleet/values';
import type { Daemon } from '../daemon.js';
import type { FunctionContext } from '../definition.js';
import { refusals } from './refusals.js';

const answer = async (daemon?: Pick<Daemon, 'refusals'>): Promise<unknown> =>
  toPlain((await refusals.run(memoryHost(), {}, { daemon } as unknown as FunctionContext)) as Value);

describe('minion.refusals', () => {
  it('tells what was not obeyed, how often and when last', async () => {
    expect(await answer({ refusals: () => [{ code: 'replayed', count: 3, last: 0 }] })).toEqual({
      replayed: { count: 3, last: '1970-01-01T00:00:00.000Z' },
    });
  });

  it('is empty in a masterless run, which nobody tells anything', async () => {
    expect(await answer()).toEqual({});
  });
});
