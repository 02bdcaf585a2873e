import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { noteRules } from './noted-rules.js';

it('rules that have changed since the last start are said to have', async () => {
  const home = await mkdtemp(join(tmpdir(), 'rules-'));
  const said: string[] = [];
  const say = ((_fields: object, message: string) => said.push(message)) as never;
  const start = (...globs: string[]): Promise<void> =>
    noteRules(home, { disabled: { globs } }, { info: say, warn: say }).then(() => void said.push('|'));
  await start();
  await start();
  await start('cmd.*');
  await start('cmd.*');
  await start();
  expect(said.join(' ')).toBe(
    '| | this minion does not run everything what this minion may run is not what it was at the last start | this minion does not run everything | what this minion may run is not what it was at the last start |',
  );
  await rm(home, { recursive: true });
});
