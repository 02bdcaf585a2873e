import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { tryState, tryTwice } from '../try-state.js';

/** The two functions that the state asks, over one directive in memory. */
function functions(held: Map<string, Value>) {
  return async (name: string, _args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    const key =
      `${String(kwargs.get('key'))} ${name === 'logrotate.get' || kwargs.has('setting') ? String(kwargs.get('value') ?? '') : ''}`.trim();
    if (key === 'rotate' && kwargs.get('conf_file') === '/nope')
      throw Object.assign(new Error('/nope does not exist'), { name: 'FunctionRefused' });
    if (name === 'logrotate.get') return held.get(key) ?? false;
    held.set(key, (kwargs.get('setting') ?? kwargs.get('value')) as Value);
    return true;
  };
}

describe('logrotate.set', () => {
  it('sets a directive of the top, and one of a block', async () => {
    const held = new Map<string, Value>([['rotate', 4]]);
    const call = functions(held);
    const top = await tryTwice({
      state: 'logrotate.set',
      host: memoryHost(),
      call,
      args: { name: 'x', key: 'rotate', value: 7 },
    });
    expect(top.changes).toEqual({ rotate: { old: 4, new: 7 } });
    const block = { name: 'x', key: '/var/log/wtmp', value: 'rotate', setting: 2 };
    await tryTwice({ state: 'logrotate.set', host: memoryHost(), call, args: block });
    expect([...held]).toEqual([
      ['rotate', 7],
      ['/var/log/wtmp rotate', 2],
    ]);
  });

  it('tells what the function refuses', async () => {
    const args = { name: 'x', key: 'rotate', value: 7, conf_file: '/nope' };
    const done = await tryState({ state: 'logrotate.set', host: memoryHost(), call: functions(new Map()), args });
    expect(done).toMatchObject({ result: false, comment: '/nope does not exist' });
  });
});
