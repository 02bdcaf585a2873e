import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'timezone.system';
const files = {
  '/usr/share/zoneinfo/Europe/Berlin': 'TZif',
  '/usr/share/zoneinfo/Etc/UTC': 'TZif',
  '/etc/localtime': { kind: 'symlink', target: '/usr/share/zoneinfo/Etc/UTC' },
  '/etc/timezone': 'Etc/UTC\n',
} as const;

describe('timezone.system', () => {
  it('points the machine to another zone', async () => {
    const host = memoryHost({ files });
    const done = await tryTwice({ state, host, args: { name: 'Europe/Berlin' } });
    expect(done.changes).toEqual({ timezone: { old: 'Etc/UTC', new: 'Europe/Berlin' } });
    expect((await host.files.stat('/etc/localtime'))?.target).toBe('/usr/share/zoneinfo/Europe/Berlin');
    expect(host.text('/etc/timezone')).toBe('Europe/Berlin\n');
  });

  it.each(['ENOSPC', 'EROFS'])('says so where the machine keeps what it has: %s', async (code) => {
    const host = memoryHost({ files });
    host.refuse('files.symlink', '/etc/localtime', code);
    const answer = await tryState({ state, host, args: { name: 'Europe/Berlin' } });
    expect(answer).toMatchObject({ result: false, changed: [] });
    expect(answer.comment).toContain('could not set the time zone Europe/Berlin');
    expect(host.text('/etc/timezone')).toBe('Etc/UTC\n');
  });

  it('tells what was done where the second half cannot be, and does only that the next time', async () => {
    const host = memoryHost({ files });
    host.refuse('files.write', '/etc/timezone', 'ENOSPC');
    const args = { name: 'Europe/Berlin' };
    const answer = await tryState({ state, host, args });
    expect(answer).toMatchObject({ result: false, changes: { timezone: { old: 'Etc/UTC', new: 'Europe/Berlin' } } });
    host.forgetTouches();
    expect(await tryState({ state, host, args })).toMatchObject({ result: false });
    expect(host.touches).toEqual(['files.write /etc/timezone']);
  });

  it.each([{ name: 'Europe/Nowhere' }, { name: '../etc/passwd' }, { name: 'Etc/UTC', utc: false }])(
    'refuses %j',
    async (args) => {
      expect(await tryState({ state, host: memoryHost({ files }), args })).toMatchObject({ result: false });
    },
  );
});
