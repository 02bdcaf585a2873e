import { expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import type { MasterLink } from '../master-link.js';
import type { Session } from '../session.js';
import { showStatus } from './status.js';

async function shown(master: { version: string; since: number; keyset?: number }): Promise<string> {
  const answers: string[] = [];
  const session = {
    terminal: { paint: plain, answer: (text: string) => void answers.push(text) },
    settings: {},
    master: () => Promise.resolve({ ask: () => Promise.resolve({ minions: [], master }) } as unknown as MasterLink),
  } as unknown as Session;
  expect(await showStatus(session, {})).toBe(0);
  return answers.join('\n');
}

it.each([
  [3, /^master 1\.0\.0, up for .*, keyset 3; 0 of 0 minions up$/],
  [undefined, /^master 1\.0\.0, up for [^,]*; 0 of 0 minions up$/],
])('the serial of the keyset %s is shown where the master tells it', async (keyset, line) => {
  const master = { version: '1.0.0', since: Date.now() - 5000, ...(keyset !== undefined && { keyset }) };
  expect(await shown(master)).toMatch(line);
});
