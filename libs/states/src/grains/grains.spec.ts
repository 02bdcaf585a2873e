import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type Value, type ValueMap } from '@fleet/values';
import { tryState, type TriedState } from '../try-state.js';

/** A minion with these grains: `grains.set` sets, unless something wins over it. */
async function tried(
  state: string,
  args: Record<string, unknown>,
  { grains = {}, test = false, stubborn = false }: { grains?: object; test?: boolean; stubborn?: boolean } = {},
): Promise<TriedState & { left: unknown; calls: string[]; again: TriedState | undefined }> {
  const all = fromPlain(grains) as ValueMap;
  const calls: string[] = [];
  const call = async (name: string, args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    calls.push(name);
    if (name === 'grains.items') return all;
    if (name !== 'grains.set') throw new Error(`${name} is not expected`);
    if (stubborn) return new Map<Value, Value>([['result', true]]);
    const value = kwargs.get('val') ?? null;
    if (value === null && kwargs.get('destructive') === true) all.delete(args[0] as Value);
    else all.set(args[0] as Value, value);
    return new Map<Value, Value>([['result', true]]);
  };
  const trial = { state: `grains.${state}`, host: memoryHost(), args, call, test };
  const first = await tryState(trial);
  const left = structuredClone(toPlain(all));
  return { ...first, left, calls, again: test ? undefined : await tryState(trial) };
}

describe('grains that are kept', () => {
  it.each<[string, Record<string, unknown>, object, object]>([
    ['present', { name: 'site', value: 'x' }, {}, { site: 'x' }],
    ['present', { name: 'site', value: ['x'], force: true }, { site: 'y' }, { site: ['x'] }],
    ['absent', { name: 'site' }, { site: 'y' }, { site: null }],
    ['absent', { name: 'site', destructive: true }, { site: 'y' }, {}],
    ['absent', { name: 'site', destructive: true, force: true }, { site: ['y'] }, {}],
    ['append', { name: 'roles', value: 'b' }, { roles: ['a'] }, { roles: ['a', 'b'] }],
    ['append', { name: 'roles', value: 'b', convert: true }, { roles: 'a' }, { roles: ['a', 'b'] }],
    ['list_present', { name: 'roles', value: ['a', 'b'] }, { roles: ['a'] }, { roles: ['a', 'b'] }],
    ['list_present', { name: 'roles', value: 'b' }, {}, { roles: ['b'] }],
    ['list_absent', { name: 'roles', value: ['a', 'z'] }, { roles: ['a', 'b'] }, { roles: ['b'] }],
  ])('%s %j on %j', async (state, args, grains, left) => {
    const done = await tried(state, args, { grains });
    expect([done.result, done.left, done.changed]).toEqual([true, left, [args['name']]]);
    expect(done.again).toMatchObject({ result: true, changed: [] });
    const dry = await tried(state, args, { grains, test: true });
    expect([dry.result, dry.left, dry.changed, dry.calls.includes('grains.set')]).toEqual([
      null,
      grains,
      [args['name']],
      false,
    ]);
  });

  it.each<[string, Record<string, unknown>, object, RegExp]>([
    ['present', { name: 'site', value: ['x'] }, { site: 'y' }, /force=True/],
    ['present', { name: 'roles', value: 'x' }, { roles: ['y'] }, /force=True/],
    ['absent', { name: 'roles' }, { roles: ['y'] }, /force=True/],
    ['append', { name: 'roles', value: 'x' }, {}, /does not exist/],
    ['append', { name: 'roles', value: 'x' }, { roles: 'a' }, /not a valid list; convert/],
    ['list_present', { name: 'roles', value: 'x' }, { roles: 'a' }, /not a valid list/],
    ['list_absent', { name: 'roles', value: 'x' }, { roles: 'a' }, /not a valid list/],
  ])('%s %j on %j is refused', async (state, args, grains, says) => {
    const done = await tried(state, args, { grains });
    expect([done.result, done.comment, done.left]).toEqual([false, expect.stringMatching(says), grains]);
  });

  it('that something else decides are told, not claimed', async () => {
    const set = await tried('present', { name: 'site', value: 'x' }, { grains: { site: 'y' }, stubborn: true });
    expect(set).toMatchObject({ result: false, comment: expect.stringContaining('minion.yaml') });
    const gone = await tried('absent', { name: 'os', destructive: true }, { grains: { os: 'Debian' }, stubborn: true });
    expect(gone).toMatchObject({ result: false, comment: expect.stringContaining('cannot be taken away') });
  });
});
