import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { FunctionContext, FunctionDefinition } from '@fleet/execution';
import type { Host } from '@fleet/platform';
import type { Functions } from './functions.js';
import { runFunction } from './run-function.js';

class NoArguments {}

async function outcomeOf(run: () => Promise<never>, signal = new AbortController().signal) {
  const definition = { name: 'x.y', args: NoArguments, run } as unknown as FunctionDefinition;
  const functions = { tableFor: async () => new Map([['x.y', definition]]) } as unknown as Functions;
  const call = { name: 'x.y', args: [], kwargs: new Map() };
  return runFunction(call, functions, {} as Host, { signal } as FunctionContext);
}

const full = (): Promise<never> => writeFile('/dev/full', 'x') as Promise<never>;

describe('what a function throws', () => {
  it('is the trouble of the machine where that is to blame, at the bottom of it too', async () => {
    const fault = { code: 'unavailable', message: expect.stringMatching(/^a disk of this minion is full \(ENOSPC/) };
    expect(await outcomeOf(full)).toMatchObject({ fault, retcode: 1 });
    const wrapped = async (): Promise<never> => {
      throw new Error('cannot be kept', { cause: await full().catch((error: unknown) => error) });
    };
    expect(await outcomeOf(wrapped)).toMatchObject({ fault, retcode: 1 });
  });

  it('is a defect of ours where nobody else is to blame', async () => {
    const defect = new TypeError('x is not a function');
    await expect(outcomeOf(() => Promise.reject(defect))).rejects.toBe(defect);
  });

  it('is an interruption where the minion stops', async () => {
    const stopped = AbortSignal.abort(new Error('the minion stops'));
    expect(await outcomeOf(full, stopped)).toMatchObject({ fault: { code: 'interrupted' }, retcode: 8 });
  });
});
