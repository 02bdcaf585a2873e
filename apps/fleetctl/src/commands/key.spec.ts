import { plain } from '@fleet/output';
import { expect, it } from '@jest/globals';
import type { MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { decideKeys } from './key.js';

const row = { minion: 'web1', key: 'U', state: 'accepted', fingerprint: 'AAAA', enrolled: 0 };

it.each([
  ['delete', true],
  ['reject', false],
] as const)('before a %s the operator hears of the way back: %s', async (decision, told) => {
  const notes: string[] = [];
  const asked: string[] = [];
  const session = {
    terminal: {
      interactive: true,
      paint: plain,
      notePaint: plain,
      note: (text: string) => void notes.push(text),
      confirm: () => Promise.resolve(false),
      confirmInFull: () => Promise.resolve(false),
    },
    settings: {},
    master: () =>
      Promise.resolve({
        ask: (method: string) => {
          asked.push(method);
          return Promise.resolve({ keys: [row] });
        },
      } as unknown as MasterLink),
  } as unknown as Session;
  expect(await decideKeys(session, decision, ['web1'], {})).toBe(1);
  expect(notes.join().includes('fleet-minion join TOKEN')).toBe(told);
  expect(asked).toEqual(['key_list']);
});
