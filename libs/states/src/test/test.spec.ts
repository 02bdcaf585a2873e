import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState } from '../try-state.js';

const changed = { testing: { old: 'Unchanged', new: 'Something pretended to change' } };
const outcome = (state: string, args: Record<string, unknown> = {}, test = false) =>
  tryState({
    state: `test.${state}`,
    host: memoryHost(),
    args: { name: 'x', ...args },
    test,
    pillar: { a: { b: 1, list: [], map: {} }, yes: true },
  });

describe('states that pretend', () => {
  it.each([
    ['nop', true, {}],
    ['succeed_without_changes', true, {}],
    ['succeed_with_changes', true, changed],
    ['fail_without_changes', false, {}],
    ['fail_with_changes', false, changed],
  ])('test.%s answers %p', async (state, result, changes) => {
    expect(await outcome(state)).toMatchObject({ result, changes, changed: Object.keys(changes) });
    expect((await outcome(state, {}, true)).result).toBe(Object.keys(changes).length > 0 ? null : result);
  });

  it('test.configurable_test_state answers as asked', async () => {
    expect(
      await outcome('configurable_test_state', { changes: true, result: false, comment: 'c', warnings: 'w' }),
    ).toMatchObject({ result: false, changes: changed, comment: 'c', warnings: ['w'] });
    expect(await outcome('configurable_test_state', { changes: 'perhaps' })).toMatchObject({
      result: false,
      comment: expect.stringContaining('Random'),
    });
  });

  it('test.show_notification shows', async () => {
    expect(await outcome('show_notification', { text: 'hello' })).toMatchObject({
      result: true,
      comment: 'hello',
      changed: [],
    });
  });

  it('test.check_pillar names every key that is missing or of another kind', async () => {
    expect(
      await outcome('check_pillar', {
        present: 'a:b',
        integer: ['a:b'],
        listing: 'a:list',
        dictionary: 'a:map',
        boolean: 'yes',
      }),
    ).toMatchObject({ result: true });
    expect(await outcome('check_pillar', { present: ['no'], string: ['a:b'] })).toMatchObject({
      result: false,
      comment: 'Pillar key "no" is missing.\nPillar key "a:b" is not a text.',
    });
  });
});
