import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

const file = '/etc/fleet/grains';

interface Done {
  readonly value: unknown;
  readonly retcode: number;
  readonly text: string | undefined;
  readonly refreshed: number;
}

async function call(
  name: string,
  positional: unknown[],
  {
    grains = {},
    text,
    named = {},
    host = memoryHost(text === undefined ? {} : { files: { [file]: text } }),
  }: {
    grains?: Record<string, unknown>;
    text?: string;
    named?: Record<string, unknown>;
    host?: MemoryHost;
  } = {},
): Promise<Done> {
  let refreshed = 0;
  const context = {
    ...specContext({ grains }, host),
    refresh: async (what: string) => void (refreshed += Number(what === 'grains')),
  };
  const given = { positional: positional.map((item) => fromPlain(item)), named: fromPlain(named) as ValueMap };
  const { value, retcode } = await callFunction(functionTable, name, given, host, context);
  return { value: structuredClone(toPlain(value)), retcode, text: host.text(file), refreshed };
}

describe('grains.set', () => {
  it('writes a grain, also inside of another, and has all anew', async () => {
    const done = await call('grains.set', ['app:role', 'router'], { text: 'app:\n  port: 8\nsite: x\n' });
    expect(done).toEqual({
      value: { result: true, changes: { 'app:role': 'router' }, comment: '' },
      retcode: 0,
      text: 'app:\n  port: 8\n  role: router\nsite: x\n',
      refreshed: 1,
    });
  });

  it('does nothing about a grain that has the value', async () => {
    const done = await call('grains.set', ['site', 'x'], { grains: { site: 'x' } });
    expect(done).toMatchObject({ value: { comment: 'Grain is already set' }, text: undefined, refreshed: 0 });
  });

  it.each([
    ['roles', 'web', /exists but is a dict or a list/],
    ['site', ['x'], /the given value is a dict or a list/],
    ['site:rack', 7, /'site' has a value/],
  ])('does not overwrite %s with %j unless forced', async (key, value, says) => {
    const grains = { roles: ['a'], site: 'y' };
    const done = await call('grains.set', [key, value], { grains });
    expect(done).toMatchObject({
      value: { result: false, comment: expect.stringMatching(says) },
      retcode: 1,
      text: undefined,
    });
    expect(await call('grains.set', [key, value], { grains, named: { force: true } })).toMatchObject({ retcode: 0 });
  });
});

describe('a file of grains that is no YAML', () => {
  it.each(['a: [', '- a\n- b\n', '"just a text"\n'])('is told and left as it is: %j', async (text) => {
    const host = memoryHost({ files: { [file]: text } });
    await expect(call('grains.setval', ['a', 1], { host })).rejects.toThrow(/nothing is written there.*mend it/s);
    expect(host.text(file)).toBe(text);
  });

  it('is not half written on a full disk', async () => {
    const host = memoryHost({ files: { [file]: 'a: 1\n' } });
    host.refuse('files.write', file, 'ENOSPC');
    await expect(call('grains.setval', ['a', 2], { host })).rejects.toMatchObject({ code: 'failed' });
    expect(host.text(file)).toBe('a: 1\n');
  });
});

describe('the other edits', () => {
  it.each<[string, unknown[], object, Record<string, unknown>, string | undefined]>([
    ['grains.setval', ['roles', ['a', 'b']], {}, {}, 'roles:\n- a\n- b\n'],
    ['grains.setval', ['roles', null], { destructive: true }, {}, 'kept: 1\n'],
    ['grains.setvals', [{ a: 1, roles: null }], { destructive: true }, {}, 'kept: 1\na: 1\n'],
    ['grains.append', ['roles', 'b'], {}, { roles: ['a'] }, 'roles:\n- a\n- b\n'],
    ['grains.append', ['roles', 'b'], {}, {}, 'roles:\n- b\n'],
    ['grains.append', ['roles', 'b'], { convert: true }, { roles: 'a' }, 'roles:\n- a\n- b\n'],
    ['grains.remove', ['roles', 'a'], {}, { roles: ['a', 'b'] }, 'roles:\n- b\n'],
    ['grains.delkey', ['roles'], {}, { roles: 'old' }, 'kept: 1\n'],
    ['grains.delval', ['roles'], {}, { roles: 'old' }, 'roles: null\n'],
    ['grains.delval', ['roles'], { destructive: true }, { roles: 'old' }, 'kept: 1\n'],
  ])('%s %j %j of %j', async (name, positional, named, grains, text) => {
    const before = text?.includes('kept') ? 'kept: 1\nroles: old\n' : undefined;
    const done = await call(name, positional, {
      grains,
      named: named as Record<string, unknown>,
      ...(before && { text: before }),
    });
    expect([done.retcode, done.text]).toEqual([0, text]);
  });

  it.each<[string, unknown[], Record<string, unknown>]>([
    ['grains.delkey', ['none'], {}],
    ['grains.delkey', ['deep:none'], {}],
    ['grains.delval', ['none'], { destructive: true }],
  ])('%s %j %j leaves a file that has none as it is', async (name, positional, named) => {
    const text = '# ours\ndeep: {a: 1}\n';
    expect(await call(name, positional, { text, named })).toEqual({ value: true, retcode: 0, text, refreshed: 0 });
  });

  it.each<[string, unknown[], number, RegExp]>([
    ['grains.append', ['roles', 'a'], 0, /already in the list/],
    ['grains.append', ['site', 'a'], 1, /not a valid list/],
    ['grains.remove', ['roles', 'z'], 0, /was not in the list/],
    ['grains.remove', ['site', 'z'], 1, /not a valid list/],
    ['grains.delkey', ['roles'], 1, /is a dict or a list/],
    ['grains.delval', ['roles'], 1, /is a dict or a list/],
  ])('%s %j does nothing, with %d', async (name, positional, retcode, says) => {
    const done = await call(name, positional, { grains: { roles: ['a'], site: 'x' } });
    expect(done).toEqual({ value: expect.stringMatching(says), retcode, text: undefined, refreshed: 0 });
  });
});
