import { plain } from '@fleet/output';
import type { KeyChanges, KeyRow } from '@fleet/protocol';
import { expect, it } from '@jest/globals';
import type { MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { decideKeys, listKeys } from './key.js';

const fingerprint = 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH';
const row: KeyRow = { minion: 'web1', key: 'U', state: 'accepted', fingerprint, enrolled: 0, incarnation: 1 };
const again: KeyRow = {
  ...row,
  key: 'V',
  state: 'pending',
  fingerprint: 'ZZZZ-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH',
  address: '10.0.0.7',
  token: 'rack4',
  replaces: { key: 'U', fingerprint, incarnation: 1, up: true },
};

function scene(keys: readonly KeyRow[], changes: KeyChanges = { changed: [] }, yes = false) {
  const notes: string[] = [];
  const answers: string[] = [];
  const asked: unknown[] = [];
  const session = {
    terminal: {
      interactive: true,
      paint: plain,
      notePaint: plain,
      note: (text: string) => void notes.push(text),
      answer: (text: string) => void answers.push(text),
      confirm: () => Promise.resolve(yes),
      confirmInFull: () => Promise.resolve(yes),
    },
    settings: {},
    master: () =>
      Promise.resolve({
        ask: (method: string, body: unknown) => {
          asked.push(method === 'key_list' ? method : [method, body]);
          return Promise.resolve(method === 'key_list' ? { keys } : changes);
        },
      } as unknown as MasterLink),
  } as unknown as Session;
  return { session, notes, answers, asked };
}

it.each([
  ['delete', true],
  ['reject', false],
] as const)('before a %s the operator hears of the way back: %s', async (decision, told) => {
  const { session, notes, asked } = scene([row]);
  expect(await decideKeys(session, decision, ['web1'], {})).toBe(1);
  expect(notes.join().includes('fleet-minion join TOKEN')).toBe(told);
  expect(asked).toEqual(['key_list']);
});

it('a key that would take the place of another is listed with what speaks for and against it', async () => {
  const { session, answers } = scene([row, again]);
  await listKeys(session, []);
  for (const words of [again.fingerprint, '10.0.0.7', 'rack4', 'connected right now', 'incarnation 2'])
    expect(answers.join()).toContain(words);
});

it('before a machine is replaced that is connected, the operator hears that it is', async () => {
  const { session, notes } = scene([row, again]);
  expect(await decideKeys(session, 'accept', [again.fingerprint], { replace: true })).toBe(1);
  expect(notes.join('\n')).toMatch(
    /10\.0\.0\.7[\s\S]*is connected right now: a machine that was installed again is not/,
  );
  expect(notes.join()).not.toContain(`web1  accepted`);
});

it('what was replaced and what was left is said', async () => {
  const changes = {
    changed: [{ ...again, state: 'accepted' as const }],
    replaced: [row],
    left: [{ ...again, minion: 'web2' }],
  };
  const { session, notes, answers, asked } = scene([again], changes, true);
  expect(await decideKeys(session, 'accept', ['web*'], { replace: true })).toBe(0);
  expect(asked[1]).toEqual(['key_accept', { minions: ['web*'], replace: true }]);
  expect(answers).toEqual([`accepted web1 ${again.fingerprint}`, `replaced web1 ${fingerprint}, incarnation 1`]);
  expect(notes.join()).toContain('fleetctl key accept web2 --replace');
});

it('nothing is replaced unnamed', async () => {
  const { session } = scene([again]);
  await expect(decideKeys(session, 'accept', [], { allPending: true, replace: true })).rejects.toMatchObject({
    sentence: expect.stringContaining('name the ids'),
  });
});
