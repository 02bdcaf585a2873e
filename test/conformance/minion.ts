import { callFunction, functionTable, type FunctionContext } from '@fleet/execution';
import type { FileTree } from '@fleet/fileserver';
import type { Host } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';

/** As much of a minion as execution functions and templates ask for. */
export function conformanceMinion(
  host: Host,
  about: {
    id: string;
    grains: ValueMap;
    pillar: ValueMap;
    opts: ValueMap;
    tree: FileTree;
    pillarOf?: FunctionContext['pillarOf'];
  },
): FunctionContext {
  const context: FunctionContext = {
    id: about.id,
    version: '0.0.0',
    jid: '20260101000000000000',
    opts: about.opts,
    grains: async () => about.grains,
    pillar: async () => about.pillar,
    ...(about.pillarOf && { pillarOf: about.pillarOf }),
    refresh: async () => undefined,
    tree: async () => about.tree,
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
