import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type Value, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import type { FunctionResult } from '../definition.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

/** What `state.single` answers; the minion has it, this room has not. */
function single(chunk: unknown, asked: unknown[] = []) {
  return async (call: string): Promise<FunctionResult> => {
    const host = memoryHost();
    const context = {
      ...specContext({}, host),
      call: async (name: string, args?: readonly Value[], kwargs?: ValueMap): Promise<Value> => {
        asked.push(name, args, toPlain(kwargs ?? new Map()));
        return fromPlain(chunk);
      },
    };
    const given = { positional: ['/etc/x'], named: fromPlain({ contents: 'x' }) as ValueMap };
    return callFunction(functionTable, call, given, host, context);
  };
}

const chunk = (result: boolean | null, changes: object) => ({ tag: { result, comment: 'why', changes } });

describe('files as the state manages them', () => {
  it.each([
    [
      'file.manage_file',
      true,
      { diff: 'd' },
      0,
      { name: '/etc/x', changes: { diff: 'd' }, comment: 'why', result: true },
    ],
    ['file.manage_file', false, {}, 1, { name: '/etc/x', changes: {}, comment: 'why', result: false }],
    ['file.check_managed', null, { diff: 'd' }, 0, [null, 'why']],
    ['file.check_managed', false, {}, 1, [false, 'why']],
    ['file.check_managed_changes', null, { diff: 'd' }, 0, { diff: 'd' }],
  ])('%s of a state that answers %j', async (call, result, changes, retcode, value) => {
    const asked: unknown[] = [];
    const answer = await single(chunk(result, changes), asked)(call);
    expect({ value: structuredClone(toPlain(answer.value)), retcode: answer.retcode }).toEqual({ value, retcode });
    expect(asked.slice(0, 2)).toEqual(['state.single', ['file.managed']]);
    expect(asked[2]).toMatchObject({ name: '/etc/x', contents: 'x', test: call !== 'file.manage_file' });
  });

  it('what the state cannot do is refused', async () => {
    await expect(single(chunk(false, {}))('file.check_managed_changes')).rejects.toThrow('why');
    await expect(single(['no such argument'])('file.manage_file')).rejects.toThrow('no such argument');
  });
});
