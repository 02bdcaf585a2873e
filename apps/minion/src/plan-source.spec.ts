import { describe, expect, it } from '@jest/globals';
import { BusError } from '@fleet/bus';
import type { PlannedAnswer, Signed } from '@fleet/protocol';
import { MasterFault, type AskMaster } from './ask-master.js';
import { plannedBy } from './plan-source.js';

const answer = { plan: '1', proof: '[1,[],[]]', states: ['file.managed x'] } as unknown as PlannedAnswer;

function source(asked: () => Promise<Signed>, read: PlannedAnswer | undefined = answer) {
  const nonces: string[] = [];
  const ask = (async (service: string, body: { jid: string; nonce: string }) => {
    expect([service, body.jid]).toEqual(['plan', '2']);
    nonces.push(body.nonce);
    return asked();
  }) as unknown as AskMaster;
  return {
    nonces,
    ask,
    read: async (_signed: Signed, nonce: string) => (nonces.includes(nonce) ? read : undefined),
  };
}
const fine = async (): Promise<Signed> => ({ v: 1, kid: 'k', text: '{}', signature: 's' });

describe('what a plan says of this minion', () => {
  it('comes from the master that signed it, for a question that is asked once', async () => {
    const own = source(fine);
    expect(await plannedBy(own, '2', '1')).toEqual({ proof: answer.proof, states: answer.states });
    await plannedBy(own, '2', '1');
    expect(await plannedBy(source(fine, { ...answer, appliedBy: '0' }), '2', '1')).toMatchObject({ appliedBy: '0' });
    expect(new Set(own.nonces).size).toBe(2);
  });

  it.each<[string, Parameters<typeof source>, string]>([
    ['it is another plan', [fine, { ...answer, plan: '7' }], 'conflict'],
    [
      'the master has none',
      [() => Promise.reject(new MasterFault('plan', { code: 'not-found', message: 'gone' }))],
      'not-found',
    ],
    ['nobody answers', [() => Promise.reject(new BusError('timeout', 'no answer', {}))], 'unavailable'],
  ])('is not had where %s', async (_what, given, code) => {
    await expect(plannedBy(source(...given), '2', '1')).rejects.toMatchObject({ code });
  });

  it('is not had where nobody who is believed signed it', async () => {
    const own = { ...source(fine), read: async () => undefined };
    await expect(plannedBy(own, '2', '1')).rejects.toMatchObject({ code: 'bad-signature' });
  });

  it('lets a defect through', async () => {
    await expect(
      plannedBy(
        source(() => Promise.reject(new TypeError('x'))),
        '2',
        '1',
      ),
    ).rejects.toThrow(TypeError);
  });
});
