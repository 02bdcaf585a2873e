import { describe, expect, it } from '@jest/globals';
import type { Return } from '@fleet/protocol';
import { readPlan } from './plan-part.js';

const chunk = (more: Record<string, unknown>): Record<string, unknown> => ({
  name: '/etc/x',
  __id__: 'conf',
  __sls__: 'a',
  result: true,
  comment: 'as it is',
  changes: {},
  ...more,
});
const would = chunk({ result: null, comment: 'would write', changes: { diff: '+x' } });
const gone = chunk({
  result: null,
  __id__: 'old',
  changes: { removed: '/old' },
  destroys: ['remove the file /old', 7],
});

function answer(value: unknown, more: Partial<Return> = {}): Return {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    kind: 'return',
    v: 1,
    jid: '1',
    minion: 'web1',
    function: 'state.plan',
    retcode: 0,
    success: true,
    started: 0,
    duration: 0,
    value: text,
    ...more,
  };
}

describe('what a minion planned', () => {
  it('is what would change, and what stays is counted', () => {
    const read = readPlan(
      'web1',
      answer({
        'file_|-conf_|-/etc/x_|-managed': would,
        'file_|-old_|-/old_|-absent': gone,
        'test_|-nop_|-nop_|-nop': chunk({ __id__: 'nop' }),
        __plan__: '[1,[],[]]',
      }),
    );
    expect(read).toEqual({
      ok: true,
      proof: '[1,[],[]]',
      states: ['file.managed conf', 'file.absent old', 'test.nop nop'],
      part: {
        minion: 'web1',
        unchanged: 1,
        states: [
          {
            ...{ id: 'conf', state: 'file.managed', name: '/etc/x', sls: 'a', comment: 'would write' },
            ...{ changes: '{"diff":"+x"}', destroys: [] },
          },
          {
            ...{ id: 'old', state: 'file.absent', name: '/etc/x', sls: 'a', comment: 'as it is' },
            ...{ changes: '{"removed":"/old"}', destroys: ['remove the file /old'] },
          },
        ],
      },
    });
  });

  it.each<[string, Return | undefined, string]>([
    ['no answer', undefined, 'it has not answered'],
    ['a fault', answer('', { fault: { code: 'busy', message: 'another run goes on' } }), 'another run goes on'],
    ['diagnostics', answer([{ severity: 'error' }], { retcode: 5 }), 'its dry run did not compile'],
    ['no JSON', answer('{'), 'its dry run did not compile'],
    ['nothing', answer('', {}), 'its dry run did not compile'],
    [
      'a state that would fail',
      answer({ 'x_|-a_|-a_|-y': chunk({ result: false, comment: 'no such user' }), __plan__: '[]' }, { retcode: 1 }),
      'its dry run fails: x.y conf: no such user',
    ],
    [
      'a result that is none',
      answer({ 'x_|-a_|-a_|-y': chunk({ result: 'maybe' }), __plan__: '[]' }),
      'its dry run fails: x.y conf: as it is',
    ],
    ['a run that was stopped', answer({ __plan__: '[]' }, { retcode: 8 }), 'its dry run ended with retcode 8'],
    ['no proof', answer({ 'x_|-a_|-a_|-y': would }), 'its version of fleet makes no plans'],
    ['a proof that is no text', answer({ 'x_|-a_|-a_|-y': would, __plan__: 7 }), 'its version of fleet makes no plans'],
  ])('is none with %s', (_what, given, why) => {
    expect(readPlan('web1', given)).toEqual({ ok: false, why });
  });
});
