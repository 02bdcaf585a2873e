import { describe, expect, it } from '@jest/globals';
import { HostRefusal, memoryHost } from '@fleet/platform';
import { toPlain, type Value } from '@fleet/values';
import { tryState } from '../try-state.js';

const state = 'event.send';

describe('event.send', () => {
  it('sends each time, and nothing in a dry run', async () => {
    const sent: unknown[] = [];
    const call = async (name: string, args: readonly Value[] = []): Promise<Value> => {
      sent.push([name, ...args.map((item) => structuredClone(toPlain(item)))]);
      return true;
    };
    const trial = { state, host: memoryHost(), args: { name: 'deploy/done', data: { n: 1 } }, call };
    expect(await tryState({ ...trial, test: true })).toMatchObject({ result: null, changed: ['tag', 'data'] });
    expect(sent).toEqual([]);
    for (let turn = 0; turn < 2; turn += 1)
      expect(await tryState(trial)).toMatchObject({ result: true, comment: 'Event fired', changed: ['tag', 'data'] });
    expect(sent).toEqual([
      ['event.send', 'deploy/done', { n: 1 }],
      ['event.send', 'deploy/done', { n: 1 }],
    ]);
  });

  it('fails where the master does not take it, and where the tag is none', async () => {
    const call = async (): Promise<Value> => {
      throw new HostRefusal('unreachable', 'the master did not answer');
    };
    const trial = { state, host: memoryHost(), call };
    expect(await tryState({ ...trial, args: { name: 'x' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('did not answer'),
    });
    expect(await tryState({ ...trial, args: { name: 'a\nb' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('printable'),
    });
  });
});
