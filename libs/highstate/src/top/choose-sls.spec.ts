import { describe, expect, it } from '@jest/globals';
import { fromPlain, type ValueMap } from '@fleet/values';
import { compileStates } from '../compile-states.js';
import type { CompileRequest } from '../request.js';
import { contextOf, treeOfEnvironments } from '../spec-tree.js';

const tree = treeOfEnvironments({
  base: {
    'top.sls': "base:\n  '*': [b]\ndev:\n  '*': [fromb]\n",
    'canary.sls': "base:\n  'web*':\n    - dev: d\n    - canary\n",
  },
  dev: { 'top.sls': "dev:\n  '*': [d]\nbase:\n  '*': [fromd]\n" },
  qa: { 'top.sls': "qa:\n  'web1': [q]\ndev:\n  '*': [fromq]\n" },
  bare: {},
});

async function chosen(opts: Record<string, unknown> = {}, request: Partial<CompileRequest> = {}): Promise<string> {
  const outcome = await compileStates(
    { kind: 'highstate', ...request } as CompileRequest,
    contextOf({}, { tree, opts: fromPlain(opts) as ValueMap }),
    { until: 'top' },
  );
  if (!outcome.ok) throw new Error(outcome.diagnostics.map(({ summary }) => summary).join());
  return outcome.value.top.map(({ environment, sls }) => `${environment}:${sls}`).join(' ');
}

describe('top files of several environments', () => {
  it.each<[string, Record<string, unknown>, Partial<CompileRequest>, string]>([
    ['base speaks for whom it names, the others for themselves', {}, {}, 'base:b dev:fromb qa:q'],
    ['one environment alone', {}, { environment: 'dev' }, 'dev:d'],
    ['each for itself', { top_file_merging_strategy: 'same' }, {}, 'base:b dev:d qa:q'],
    [
      'a default for those without a top file',
      { top_file_merging_strategy: 'same', default_top: 'qa', env_order: ['bare', 'qa'] },
      {},
      'qa:q',
    ],
    [
      'all together',
      { top_file_merging_strategy: 'merge_all' },
      {},
      'base:b base:fromd dev:fromb dev:d dev:fromq qa:q',
    ],
    [
      'in an order that is configured',
      { top_file_merging_strategy: 'same', env_order: ['qa', 'base'] },
      {},
      'qa:q base:b',
    ],
    ['from one environment only', { state_top_saltenv: 'qa' }, {}, 'qa:q'],
    ['a top file of another name, and an SLS of another environment', {}, { top: 'canary.sls' }, 'dev:d base:canary'],
    ['a top file that is configured', { state_top: 'salt://canary.sls' }, {}, 'dev:d base:canary'],
  ])('%s', async (_name, opts, request, expected) => {
    expect(await chosen(opts, request)).toBe(expected);
  });

  it('are missed by name', async () => {
    await expect(chosen({}, { top: 'nope.sls' })).rejects.toThrow('there is no nope.sls in base, dev, qa, bare');
  });
});
