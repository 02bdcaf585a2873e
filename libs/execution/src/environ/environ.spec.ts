import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, toPlain } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

describe('environ', () => {
  specsOf({ machine: { environment: { A: '1' } } }, [
    { call: 'environ.setval', positional: ['B', 2], value: '2' },
    { call: 'environ.setval', positional: ['A', false], value: '' },
    { call: 'environ.setval', positional: ['A', false, true], value: null },
    { call: 'environ.setval', positional: ['A=B', 'x'], refused: ['bad-arguments', /not the name of a variable/] },
    { call: 'environ.setval', positional: ['A', ['x']], refused: ['bad-arguments', /must be a text/] },
    {
      call: 'environ.setval',
      positional: ['A', 'x'],
      named: { permanent: true },
      refused: ['bad-arguments', /state environ\.setenv/],
    },
    { call: 'environ.setenv', positional: [{ B: 'b', A: false }], value: { B: 'b', A: '' } },
    { call: 'environ.setenv', positional: [{ 'B C': 'b' }], refused: ['bad-arguments', /not the name/] },
  ]);

  it.each([
    [{ environ: { B: 'b' } }, { A: '1', KEEP: 'k', B: 'b' }],
    [{ environ: { A: false }, false_unsets: true }, { KEEP: 'k' }],
    [{ environ: { A: 'x' }, clear_all: true }, { A: 'x' }],
  ])('environ.setenv %j', async (named, after) => {
    const host = memoryHost({ environment: { A: '1', KEEP: 'k' } });
    const given = { positional: [], named: fromPlain(named) as Map<never, never> };
    const answer = await callFunction(functionTable, 'environ.setenv', given, host, specContext({}, host));
    expect(host.machine.environment()).toEqual(after);
    expect(Object.keys(toPlain(answer.value) as object)).toEqual(Object.keys(named.environ));
  });
});
