import { describe, expect, it } from '@jest/globals';
import type { Return } from '@fleet/protocol';
import { chunksOfReturn, outcomeOf } from './outcome.js';

const answer = (chunks: Record<string, unknown>[], more: Partial<Return> = {}): Return => ({
  kind: 'return',
  v: 1,
  jid: '20260101000000000000',
  minion: 'web1',
  function: 'state.apply',
  retcode: 0,
  success: true,
  started: 0,
  duration: 1,
  out: 'highstate',
  value: JSON.stringify(Object.fromEntries(chunks.map((chunk, index) => [`test_|-${index}_|-${index}_|-nop`, chunk]))),
  ...more,
});

const fine = { result: true, changes: {} };
const changed = { result: true, changes: { a: 1 } };
const would = { result: null, changes: { a: 1 } };
const failed = { result: false, changes: {} };

const planned = answer([], {
  function: 'state.plan',
  value: JSON.stringify({ 'test_|-a_|-a_|-nop': would, __plan__: '[1]' }),
});

describe('what came of a job on one minion', () => {
  it.each([
    ['nothing to do', answer([fine, fine]), 'ok'],
    ['no chunks at all', answer([]), 'ok'],
    ['something done', answer([fine, changed]), 'changed'],
    ['something to do, beside what is done in test mode too', answer([changed, would]), 'would'],
    ['a chunk that failed', answer([changed, would, failed], { retcode: 2, success: false }), 'failed'],
    ['a chunk that failed, of a minion that says it did not', answer([failed]), 'failed'],
    ['a refusal', answer([], { fault: { code: 'busy', message: 'x' }, success: false, retcode: 1 }), 'failed'],
    ['a retcode', answer([fine], { retcode: 1 }), 'failed'],
    ['a plan, beside which stands by what its minion knows it again', planned, 'would'],
    ['what looks like a state run and is none', answer([changed], { out: 'nested' }), 'ok'],
  ] as const)('%s', (_name, given, outcome) => expect(outcomeOf(given, chunksOfReturn(given))).toBe(outcome));
});
