import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort } from '@fleet/bus';
import { BuiltSite, type Ended } from '../../test-support/built-site.js';

const site = new BuiltSite();

beforeAll(async () => {
  await site.init('--listen', `127.0.0.1:${await freePort()}`);
});
afterAll(() => site.stop());

async function must(...words: string[]): Promise<Ended> {
  const ended = await site.run('fleet-master', ...words, '--root', site.root);
  expect([ended.output, ended.code]).toEqual([expect.any(String), 0]);
  return ended;
}

it('minions follow restored keys, though they know later ones that are lost, as soon as they are replaced again', async () => {
  const passphrase = join(site.folder, 'passphrase');
  writeFileSync(passphrase, 'correct horse battery staple');
  const first = await site.startMaster();
  const minion = await site.minion('web1', await site.token());
  await site.until(() => site.answers('web1'));
  const followed = (): number => minion.said().split('the keys of the master were replaced').length - 1;
  await must('backup', 'create', '--passphrase-file', passphrase);
  await must('keys', 'rotate', 'signing', '--overlap', '0');
  await site.until(() => followed() === 1);
  first.child.kill('SIGTERM');
  await first.ended;
  await must('backup', 'restore', 'newest', '--keys', '--passphrase-file', passphrase, '--without-streams');
  await site.startMaster();
  // What the restored key signs is not believed.
  await site.until(async () => {
    expect(await site.answers('web1')).toBe(false);
    return minion.said().includes('a message was not obeyed');
  });
  expect(followed()).toBe(1);
  await must('keys', 'rotate', 'signing', '--overlap', '0');
  await site.until(() => site.answers('web1'));
  expect(followed()).toBe(2);
}, 300_000);
