import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { tryState, tryTwice } from '../try-state.js';

const refusal = (message: string): Error => Object.assign(new Error(message), { name: 'FunctionRefused' });

/** Answers as the functions of module pip do; `index` is what could be had. */
function python(installed: Record<string, string>, options: { refuses?: string; fails?: string } = {}) {
  const index: Record<string, string> = { requests: '2.32.0', pyyaml: '6.0' };
  const now = new Map(Object.entries(installed));
  const touched: string[] = [];
  const namesOf = (kwargs: ValueMap): string[] =>
    (kwargs.get('pkgs') as string[]).map((text) => text.replace(/[<>=].*/, ''));
  const call = async (name: string, _args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    if (options.refuses !== undefined) throw refusal(options.refuses);
    if (name === 'pip.list') return new Map(now);
    if (name === 'pip.would_install') {
      const missing = namesOf(kwargs).filter((one) => !now.has(one) || kwargs.get('upgrade') === true);
      const rows = missing.map((one) => [one, { old: now.get(one) ?? '', new: index[one] }] as const);
      return fromPlain(Object.fromEntries(rows.filter(([, row]) => row.old !== row.new)));
    }
    touched.push(`${name} ${namesOf(kwargs).join(' ')}`);
    if (options.fails !== undefined) throw refusal(options.fails);
    for (const one of namesOf(kwargs))
      if (name === 'pip.install') now.set(one, index[one] ?? '');
      else now.delete(one);
    return 'done';
  };
  return { host: memoryHost({ programs: ['pip3'] }), call, touched, now };
}

describe('pip.installed', () => {
  const state = 'pip.installed';

  it('installs what is missing, in one go, and is settled then', async () => {
    const world = python({ pyyaml: '6.0' });
    const done = await tryTwice({ state, ...world, args: { name: 'x', pkgs: ['requests>=2.31', 'pyyaml'] } });
    expect(done.changes).toEqual({ requests: { old: '', new: '2.32.0' } });
    expect(world.touched).toEqual(['pip.install requests pyyaml']);
  });

  it('takes its name for the package, and upgrades when that is asked for', async () => {
    const world = python({ requests: '2.0' });
    expect(await tryState({ state, ...world, args: { name: 'requests' } })).toMatchObject({
      result: true,
      changed: [],
    });
    const done = await tryTwice({ state, ...world, args: { name: 'requests', upgrade: true } });
    expect(done.changes).toEqual({ requests: { old: '2.0', new: '2.32.0' } });
  });

  it('says what stands in the way; in test mode an earlier state may make the virtual environment', async () => {
    const refused = { ...python({}, { refuses: '/opt/venv is no virtual environment' }), state };
    const args = { name: 'requests', bin_env: '/opt/venv' };
    expect(await tryState({ ...refused, args })).toMatchObject({
      result: false,
      comment: expect.stringContaining('no virtual'),
    });
    expect(await tryState({ ...refused, args, test: true })).toMatchObject({ result: null });
    // Its pip is there: what it refuses, it will refuse.
    expect(await tryState({ ...refused, args: { name: 'requests' }, test: true })).toMatchObject({ result: false });
    const full = python({}, { fails: 'pip: ERROR: No space left on device' });
    expect(await tryState({ state, ...full, args: { name: 'requests' } })).toMatchObject({
      result: false,
      comment: 'could not install requests with pip: pip: ERROR: No space left on device',
      changed: [],
    });
  });
});

describe('pip.removed', () => {
  const state = 'pip.removed';

  it('removes what is there, however its name is written', async () => {
    const world = python({ 'Lab.Tool': '1.0', requests: '2.0' });
    const done = await tryTwice({ state, ...world, args: { name: 'lab_tool' } });
    expect(done.changes).toEqual({ 'Lab.Tool': { old: '1.0', new: '' } });
    expect([...world.now.keys()]).toEqual(['requests']);
  });

  it('says what stands in the way', async () => {
    const refused = python({}, { refuses: 'this machine has no pip' });
    expect(await tryState({ state, ...refused, args: { name: 'x' } })).toMatchObject({
      result: false,
      comment: 'this machine has no pip',
    });
  });
});
