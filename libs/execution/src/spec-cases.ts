import { expect, it } from '@jest/globals';
import type { FileTree } from '@fleet/fileserver';
import { memoryHost, type Host, type MemoryMachine } from '@fleet/platform';
import { fromPlain, toPlain, type Value, type ValueMap } from '@fleet/values';
import { callFunction, callNow } from './call-function.js';
import type { FunctionContext } from './definition.js';
import { functionTable } from './table.js';

/** One call, and what it should answer. */
export interface FunctionCase {
  readonly call: string;
  readonly positional?: unknown[];
  readonly named?: Record<string, unknown>;
  /** Expected value, and retcode where it is not 0. */
  readonly value?: unknown;
  readonly retcode?: number;
  /** Expected refusal: its code and what its sentence says. */
  readonly refused?: [code: string, says: RegExp];
}

/** What the minion of the cases knows. */
export interface SpecMinion {
  readonly id?: string;
  readonly opts?: Record<string, unknown>;
  readonly grains?: Record<string, unknown>;
  readonly pillar?: Record<string, unknown>;
  /** Path in the state tree → text. */
  readonly tree?: Record<string, string>;
  readonly machine?: MemoryMachine;
  /** Instead of a machine in memory. */
  readonly host?: Host;
}

export function specContext(minion: SpecMinion, host: Host): FunctionContext {
  const context: FunctionContext = {
    id: minion.id ?? 'web-1',
    version: '1.2.3',
    jid: '20261121050000000000',
    opts: fromPlain(minion.opts ?? {}) as ValueMap,
    grains: async () => fromPlain(minion.grains ?? {}) as ValueMap,
    pillar: async () => fromPlain(minion.pillar ?? {}) as ValueMap,
    refresh: async () => undefined,
    tree: async () => specTree(minion.tree ?? {}),
    call: async (name, args = [], kwargs = new Map()) =>
      (await callFunction(functionTable, name, { positional: args, named: kwargs }, host, { ...context, nested: true }))
        .value,
    functions: () => functionTable,
    stateDocs: () => new Map(),
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  return context;
}

function specTree(files: Record<string, string>): FileTree {
  const entryOf = (path: string) => ({ path, sha256: '', size: (files[path] ?? '').length, mode: 0o644 });
  return {
    revision: 'spec',
    environments: ['base'],
    list: async () => Object.keys(files).sort().map(entryOf),
    entry: async (_environment, path) => (Object.hasOwn(files, path) ? entryOf(path) : undefined),
    read: async (_environment, path) => Buffer.from(files[path] ?? ''),
    peek: () => undefined,
  };
}

/** A spec for each case. What can be answered at once is asked that way too: both have to agree. */
export function specsOf(minion: SpecMinion, cases: readonly FunctionCase[]): void {
  it.each(cases.map((one) => [sentence(one), one] as const))('%s', async (_name, one) => {
    const { call, positional = [], named = {}, value, retcode = 0, refused } = one;
    const given = { positional: positional.map((item) => fromPlain(item)), named: fromPlain(named) as ValueMap };
    const host = minion.host ?? memoryHost(minion.machine);
    const context = specContext(minion, host);
    const answer = callFunction(functionTable, call, given, host, context);
    if (refused) {
      await expect(answer).rejects.toMatchObject({ message: expect.stringMatching(refused[1]), code: refused[0] });
      return;
    }
    const result = await answer;
    expect({ value: plain(result.value), retcode: result.retcode }).toEqual({ value, retcode });
    const known = { ...context, grains: await context.grains(), pillar: await context.pillar() };
    const now = callNow(functionTable, call, given, known);
    if (now !== undefined) expect(plain(now)).toEqual(value);
  });
}

function sentence({ call, positional = [], named = {} }: FunctionCase): string {
  const words = Object.entries(named).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return [call, ...positional.map((value) => JSON.stringify(value)), ...words].join(' ');
}

/** Without the missing prototypes of `toPlain`, which Jest tells apart. */
function plain(value: Value): unknown {
  return structuredClone(toPlain(value));
}
