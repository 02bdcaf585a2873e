import { expect, it } from '@jest/globals';
import { KeyDecisions } from './key-decisions.js';

const day = 24 * 3_600_000;

it('a master that starts revokes rejected keys that are not yet, as long as their credentials may be good', async () => {
  const now = Date.now();
  const key = (name: string, days: number, more: object = {}) => ({
    ...{ key: name, minion: name, state: 'rejected', incarnation: 1, enrolled: 0, decided: now - days * day, ...more },
  });
  const all = [
    key('recent', 2),
    key('revoked', 2),
    key('expired', 40),
    key('never-accepted', 2, { incarnation: undefined }),
    key('accepted', 2, { state: 'accepted' }),
  ];
  const revoked: string[][] = [];
  const master = {
    store: { keys: { accepted: () => [], all: () => all } },
    trust: {
      isRevoked: (_account: string, name: string) => name === 'revoked',
      goodUntil: (role: string, at: number) => at + (role === 'minion' ? 30 : 0) * day,
    },
    control: { revoke: async (role: string, ...keys: string[]) => void revoked.push([role, ...keys]) },
    log: { warn: () => undefined },
  };
  await new KeyDecisions(
    master as never,
    undefined as never,
    undefined as never,
    undefined as never,
  ).onApplicationBootstrap();
  expect(revoked).toEqual([['minion', 'recent']]);
});
