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

  it.each([{ name: 'Europe/Nowhere' }, { name: '../etc/passwd' }, { name: 'Etc/UTC', utc: false }])(
    'refuses %j',
    async (args) => {
      expect(await tryState({ state, host: memoryHost({ files }), args })).toMatchObject({ result: false });
    },
  );
});
