import { describe, expect, it } from '@jest/globals';
import { functionTable, type DaemonHands, type FunctionContext } from '@fleet/execution';
import { memoryHost } from '@fleet/platform';
import type { CompileContext } from '../request.js';
import { compileContextOf, runContextOf } from './surroundings.js';

/** What a daemon sends is past every host: the guard of dry runs has to hold there, too. */
describe('a function that reaches the master', () => {
  function minion(): { context: FunctionContext; sent: string[] } {
    const sent: string[] = [];
    const hands = { sendEvent: async (tag: string) => void sent.push(tag) } as unknown as DaemonHands;
    const context = {
      opts: new Map(),
      tree: async () => ({}),
      grains: async () => new Map(),
      pillar: async () => new Map(),
      functions: () => functionTable,
      hands: () => hands,
    } as unknown as FunctionContext;
    return { context, sent };
  }

  it.each([true, false])('in a run, with test: %s', async (test) => {
    const { context, sent } = minion();
    const run = runContextOf({} as CompileContext, context, memoryHost(), { test, over: undefined });
    const called = run.call('event.send', ['x'], new Map());
    if (test) await expect(called).rejects.toMatchObject({ details: { code: 'test-mode' } });
    else expect(await called).toBe(true);
    expect(sent).toEqual(test ? [] : ['x']);
  });

  it.each([true, false])('in a template of an SLS that is applied: %s', async (applied) => {
    const { context, sent } = minion();
    const { call } = await compileContextOf(context, new Map(), memoryHost(), { applied });
    await Promise.resolve(call?.('event.send', ['x'], new Map())).catch(() => undefined);
    expect(sent).toEqual(applied ? ['x'] : []);
  });
});
