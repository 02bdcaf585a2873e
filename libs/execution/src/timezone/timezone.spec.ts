import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const zoneinfo = '/usr/share/zoneinfo';
const machine = {
  files: {
    [`${zoneinfo}/Europe/Berlin`]: 'TZif berlin',
    [`${zoneinfo}/Europe/Oslo`]: { target: 'Berlin' },
    [`${zoneinfo}/Etc/UTC`]: 'TZif utc',
    [`${zoneinfo}/UTC`]: { target: 'Etc/UTC' },
    [`${zoneinfo}/posix/Etc/UTC`]: 'TZif utc',
    [`${zoneinfo}/zone.tab`]: 'x',
    [`${zoneinfo}/leap-seconds.list`]: 'x',
    '/etc/localtime': { target: `${zoneinfo}/Etc/UTC` },
    '/etc/timezone': 'Etc/UTC\n',
    '/etc/adjtime': '0.0 0 0.0\n0\nLOCAL\n',
  },
  commands: [
    { command: 'date +%z', answer: '+0100\n' },
    { command: 'date +%Z', answer: 'CET\n' },
  ],
} satisfies MemoryMachine;

describe('timezone', () => {
  specsOf({ machine }, [
    { call: 'timezone.list', value: ['Etc/UTC', 'Europe/Berlin', 'Europe/Oslo', 'UTC'] },
    { call: 'timezone.zone_compare', positional: ['UTC'], value: true },
    { call: 'timezone.zone_compare', positional: ['Europe/Oslo'], value: false },
    { call: 'timezone.zone_compare', positional: ['Europe/Nowhere'], refused: ['not-found', /does not know/] },
    { call: 'timezone.zone_compare', positional: ['../../etc/passwd'], refused: ['bad-arguments', /not the name/] },
    { call: 'timezone.get_offset', value: '+0100' },
    { call: 'timezone.get_zonecode', value: 'CET' },
    { call: 'timezone.get_hwclock', value: 'localtime' },
    { call: 'timezone.set_zone', positional: ['Europe/Nowhere'], refused: ['not-found', /tzdata/] },
  ]);
  specsOf({}, [
    { call: 'timezone.list', refused: ['not-found', /tzdata/] },
    { call: 'timezone.get_hwclock', value: 'UTC' },
  ]);

  it('sets the zone, and does nothing where it is set', async () => {
    const host = memoryHost(machine);
    const given = { positional: ['Europe/Berlin'], named: new Map() };
    const set = () => callFunction(functionTable, 'timezone.set_zone', given, host, specContext({}, host));
    expect((await set()).value).toBe(true);
    expect((await host.files.stat('/etc/localtime'))?.target).toBe(`${zoneinfo}/Europe/Berlin`);
    expect(host.text('/etc/timezone')).toBe('Europe/Berlin\n');
    host.forgetTouches();
    await set();
    expect(host.touches).toEqual([]);
  });

  it.each([
    ['files.symlink', '/etc/localtime', 'EROFS'],
    ['files.write', '/etc/timezone', 'ENOSPC'],
  ])('does not say that it is set where %s %s is refused', async (action, path, code) => {
    const host = memoryHost(machine);
    host.refuse(action, path, code);
    const given = { positional: ['Europe/Berlin'], named: new Map() };
    const set = callFunction(functionTable, 'timezone.set_zone', given, host, specContext({}, host));
    await expect(set).rejects.toMatchObject({ details: { code } });
  });
});
