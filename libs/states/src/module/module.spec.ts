import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { toPlain, type Value } from '@fleet/values';
import { tryState } from '../try-state.js';

async function calls(
  state: string,
  args: Record<string, unknown>,
  options: { test?: boolean; watch?: boolean } = {},
): Promise<{ called: unknown[]; result: unknown; comment: string; changes: unknown; changed: readonly string[] }> {
  const called: unknown[] = [];
  const call = async (
    name: string,
    positional: readonly Value[] = [],
    kwargs: Map<Value, Value> = new Map(),
  ): Promise<Value> => {
    called.push([name, positional, toPlain(kwargs)]);
    return 'answered';
  };
  const { result, comment, changes, changed } = await tryState({
    state,
    host: memoryHost(),
    args,
    call,
    ...options,
  });
  return { called, result, comment, changes, changed };
}

describe('module.run', () => {
  it('calls the function that is its name, with its arguments', async () => {
    const done = await calls('module.run', { name: 'service.restart', m_name: 'nginx' });
    expect(done).toMatchObject({
      result: true,
      changes: { 'service.restart': 'answered' },
      called: [['service.restart', [], { name: 'nginx' }]],
    });
    expect((await calls('module.run', { name: 'test.arg', args: [1, 2], kwargs: { a: 3 }, b: 4 })).called).toEqual([
      ['test.arg', [1, 2], { b: 4, a: 3 }],
    ]);
  });

  it('calls functions that are keys, in order', async () => {
    const done = await calls('module.run', {
      name: 'both',
      'service.restart': [{ name: 'nginx' }],
      'test.ping': [],
      'test.arg': ['x', { k: 'v' }],
    });
    expect(done.called).toEqual([
      ['service.restart', [], { name: 'nginx' }],
      ['test.ping', [], {}],
      ['test.arg', ['x'], { k: 'v' }],
    ]);
  });

  it('in test mode calls nothing', async () => {
    expect(await calls('module.run', { name: 'test.ping' }, { test: true })).toMatchObject({
      result: null,
      called: [],
    });
  });

  it.each([
    ['False', false],
    ['an exit code that is not 0', new Map<Value, Value>([['retcode', 3]])],
  ])('fails where the function answers %s', async (_what, answer) => {
    const done = await tryState({
      state: 'module.run',
      host: memoryHost(),
      args: { name: 'a.b' },
      call: async () => answer,
    });
    expect(done).toMatchObject({ result: false, changed: ['a.b'] });
  });

  it('refuses what is no function', async () => {
    expect(await calls('module.run', { name: 'reload the units' })).toMatchObject({ result: false, called: [] });
    expect(await calls('module.run', { name: 'x', 'test.ping': [], stray: 1 })).toMatchObject({
      result: false,
      comment: expect.stringContaining('stray'),
    });
  });
});

describe('module.wait', () => {
  it('calls only when what it watches has changed', async () => {
    expect(await calls('module.wait', { name: 'service.systemctl_reload' })).toMatchObject({
      result: true,
      called: [],
      changed: [],
    });
    expect((await calls('module.wait', { name: 'service.systemctl_reload' }, { watch: true })).called).toEqual([
      ['service.systemctl_reload', [], {}],
    ]);
  });
});
