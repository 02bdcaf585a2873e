import { describe, expect, it } from '@jest/globals';
import { Lane } from './lane.js';

/** A lane of one place, which `begin` takes and `end` leaves. */
function lane(limits: Partial<ConstructorParameters<typeof Lane>[0]> = {}) {
  const ran: string[] = [];
  const made = new Lane({ atOnce: 1, waiting: 100, waitingEach: 100, bytes: 1000, ...limits });
  let end = (): void => undefined;
  made.offer('first', 0, () => new Promise((resolve) => (end = resolve)));
  const offer = (sender: string, name = sender, bytes = 1): boolean =>
    made.offer(sender, bytes, () => Promise.resolve(void ran.push(name)));
  return { ran, offer, end: () => (end(), made.idle()) };
}

describe('a lane', () => {
  it('lets senders take turns, each in its own order', async () => {
    const { ran, offer, end } = lane();
    for (const name of ['a1', 'a2', 'a3']) offer('a', name);
    offer('b', 'b1');
    await end();
    expect(ran).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('refuses what one sender has too much of, and takes that of others', async () => {
    const { ran, offer, end } = lane({ waitingEach: 2 });
    expect(['a', 'a', 'a', 'b'].map((sender) => offer(sender))).toEqual([true, true, false, true]);
    await end();
    expect(ran).toEqual(['a', 'b', 'a']);
    expect(offer('a')).toBe(true);
  });

  it('refuses what is too much or too heavy together', async () => {
    const { offer, end } = lane({ waiting: 3, bytes: 10 });
    expect([offer('a', 'a', 6), offer('b', 'b', 6), offer('c'), offer('d'), offer('e')]).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
    await end();
    expect(offer('b', 'b', 6)).toBe(true);
  });
});
