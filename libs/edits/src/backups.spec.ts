import { expect, it } from '@jest/globals';
import { backupDirectory, backupName, backupTime, backupWish } from './index.js';

it('a copy is found again by the name that it was kept under, and by no other', () => {
  const now = new Date('2026-11-21T10:30:05.123Z');
  const name = backupName('/etc/app.conf', now);
  expect(`${backupDirectory('/cache/', '/etc/app.conf')}/${name}`).toBe(
    '/cache/file_backup/etc/app.conf_2026-11-21T10-30-05-123Z',
  );
  expect(backupTime('/etc/app.conf', name)).toEqual(now);
  expect(backupTime('/etc/app', name)).toBeUndefined();
  expect(backupTime('/etc/app.conf', 'app.conf_2026')).toBeUndefined();
});

it.each([
  [true, '.bak'],
  ['.orig', '.orig'],
  [false, undefined],
  ['False', undefined],
  ['', undefined],
  [undefined, undefined],
])('backup: %j is %j', (written, wish) => expect(backupWish(written)).toBe(wish));
