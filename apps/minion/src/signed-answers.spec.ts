import { describe, expect, it } from '@jest/globals';
import { SignedAnswers } from './signed-answers.js';

const nonce = 'AAAAAAAAAAAAAAAAAAAAAA';
const frame = { minion: 'UME', nonce, epoch: 3 };
const pillar = { ...frame, revision: 7, sealed: 'seal', secrets: ['a:b'] };

/** Keys that believe what says so of itself, and marks that are at epoch 3 and revision 5. */
function answers() {
  const keys = {
    open: async (contexts: readonly string[], signed: unknown) => {
      const { as, text } = signed as { as: string; text: string };
      const context = contexts.find((one) => one === as);
      return context === undefined ? undefined : { context, text };
    },
  };
  const marks = {
    admitEpoch: async (epoch: number) => epoch >= 3,
    admitPillar: async (epoch: number, revision: number) => epoch >= 3 && revision >= 5,
  };
  return new SignedAnswers('UME', keys as never, marks);
}
const signed = (body: unknown, as: string) => ({ as, text: JSON.stringify(body) });

describe('a signed answer of the master', () => {
  it('is read where it is for this minion and this question', async () => {
    expect(await answers().pillar(signed(pillar, 'pillar'), nonce)).toEqual(pillar);
    expect(await answers().newestTree(signed({ ...frame, tree: 'ab' }, 'tree'), nonce)).toBe('ab');
    expect(await answers().renewed(signed({ ...frame, jwt: 'ey' }, 'renewal'), nonce)).toBe('ey');
  });

  it.each([
    ['signed by nobody who is believed', { ...pillar }, 'nobody', 'not-from-master'],
    ['signed for another purpose', { ...pillar }, 'tree', 'not-from-master'],
    ['of another minion', { ...pillar, minion: 'UOTHER' }, 'pillar', 'not-from-master'],
    ['of another question', { ...pillar, nonce: 'B' }, 'pillar', 'not-from-master'],
    ['without an epoch', { ...pillar, epoch: undefined }, 'pillar', 'not-from-master'],
    ['without a seal', { ...pillar, sealed: 1 }, 'pillar', 'not-from-master'],
    ['without secrets', { ...pillar, secrets: 'a' }, 'pillar', 'not-from-master'],
    ['of a replaced master', { ...pillar, epoch: 2 }, 'pillar', 'outdated'],
    ['older than one that was had', { ...pillar, revision: 4 }, 'pillar', 'outdated'],
  ])('is not taken: %s', async (_what, body, as, verdict) => {
    expect(await answers().pillar(signed(body, as), nonce)).toBe(verdict);
  });

  const planned = { ...frame, plan: '1', proof: '[]', states: ['file.managed x'] };
  it('tells what was planned, where it is for this minion and this question', async () => {
    expect(await answers().planned(signed(planned, 'planned'), nonce)).toEqual(planned);
    const again = { ...planned, appliedBy: '2' };
    expect(await answers().planned(signed(again, 'planned'), nonce)).toEqual(again);
  });

  it.each([
    ['signed for another purpose', planned, 'plan'],
    ['of another minion', { ...planned, minion: 'UOTHER' }, 'planned'],
    ['of another question', { ...planned, nonce: 'B' }, 'planned'],
    ['of a replaced master', { ...planned, epoch: 2 }, 'planned'],
    ['without a proof', { ...planned, proof: undefined }, 'planned'],
    ['with names that are none', { ...planned, states: [1] }, 'planned'],
    ['without a plan', { ...planned, plan: 1 }, 'planned'],
    ['with a job that is none', { ...planned, appliedBy: 1 }, 'planned'],
  ])('tells nothing planned: %s', async (_what, body, as) => {
    expect(await answers().planned(signed(body, as), nonce)).toBeUndefined();
  });

  it.each([
    ['another minion', { ...frame, tree: 'ab', minion: 'UOTHER' }],
    ['another question', { ...frame, tree: 'ab', nonce: 'B' }],
    ['a replaced master', { ...frame, tree: 'ab', epoch: 2 }],
  ])('names no tree of %s', async (_what, body) => {
    expect(await answers().newestTree(signed(body, 'tree'), nonce)).toBeUndefined();
  });

  it.each([
    ['signed by nobody who is believed', {}, 'nobody'],
    ['signed for another purpose', {}, 'pillar'],
    ['of another minion', { minion: 'UOTHER' }, 'renewal'],
    ['of another question', { nonce: 'B' }, 'renewal'],
    ['of a replaced master', { epoch: 2 }, 'renewal'],
    ['without a JWT', { jwt: undefined }, 'renewal'],
  ])('brings no credentials: %s', async (_what, change, as) => {
    expect(await answers().renewed(signed({ ...frame, jwt: 'ey', ...change }, as), nonce)).toBeUndefined();
  });
});
