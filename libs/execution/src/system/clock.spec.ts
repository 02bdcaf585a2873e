import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const date = { command: 'date +%Y-%m-%d %H:%M:%S %z', answer: '2026-11-21 00:05:09 +0100\n' };
const clockless = {
  command: 'hwclock --test --systohc',
  answer: { exitCode: 1, stderr: 'No usable clock interface found.' },
};
const machine = { commands: [date, clockless] } satisfies MemoryMachine;

describe('the clock of the machine', () => {
  specsOf({ machine }, [
    { call: 'system.get_system_date_time', value: '2026-11-21 00:05:09' },
    { call: 'system.get_system_date_time', positional: ['+0000'], value: '2026-11-20 23:05:09' },
    { call: 'system.get_system_date_time', positional: ['-0530'], value: '2026-11-20 17:35:09' },
    { call: 'system.get_system_date_time', positional: ['CET'], refused: ['bad-arguments', /four digits/] },
    { call: 'system.get_system_date', value: 'Sat 11/21/2026' },
    { call: 'system.get_system_date', positional: ['+0000'], value: 'Fri 11/20/2026' },
    { call: 'system.get_system_time', value: '12:05:09 AM' },
    { call: 'system.get_system_time', positional: ['+0000'], value: '11:05:09 PM' },
    { call: 'system.has_settable_hwclock', value: false },
    { call: 'system.set_system_time', positional: ['25:00'], refused: ['bad-arguments', /no such date or time/] },
    { call: 'system.set_system_time', positional: ['13:00 PM'], refused: ['bad-arguments', /write the time/] },
    { call: 'system.set_system_time', positional: ['now; reboot'], refused: ['bad-arguments', /write the time/] },
    { call: 'system.set_system_date', positional: ['2026-02-30'], refused: ['bad-arguments', /no such date/] },
    { call: 'system.set_system_date', positional: ['tomorrow'], refused: ['bad-arguments', /write the date/] },
    { call: 'system.set_system_date_time', named: { years: 1 }, refused: ['bad-arguments', /no such date/] },
  ]);
  specsOf({}, [{ call: 'system.has_settable_hwclock', value: false }]);

  it.each([
    ['system.set_system_time', ['14:05'], {}, 'date --set 2026-11-21 14:05:00'],
    ['system.set_system_time', ['02:05:09 pm'], {}, 'date --set 2026-11-21 14:05:09'],
    ['system.set_system_time', ['12:00 AM'], { utc_offset: '+0000' }, 'date --set 2026-11-20 00:00:00 +0000'],
    ['system.set_system_date', ['03/28/27'], {}, 'date --set 2027-03-28 00:05:09'],
    ['system.set_system_date', ['2027-03-28'], {}, 'date --set 2027-03-28 00:05:09'],
    ['system.set_system_date_time', [2028, 2, 29], {}, 'date --set 2028-02-29 00:05:09'],
    ['system.set_system_date_time', [], { hours: 9, utc_offset: '-0530' }, 'date --set 2026-11-20 09:35:09 -0530'],
  ])('%s %j %j', async (name, positional, named, command) => {
    const host = memoryHost({
      commands: [
        date,
        { command: 'hwclock --test --systohc', answer: '' },
        { command: /^date --set /, answer: '' },
        { command: 'hwclock --systohc', answer: '' },
      ],
    });
    const given = { positional: [...positional], named: fromPlain(named) as ValueMap };
    expect((await callFunction(functionTable, name, given, host, specContext({}, host))).value).toBe(true);
    expect(host.touches).toEqual([`commands.run ${command}`, 'commands.run hwclock --systohc']);
  });

  it('says what date said', async () => {
    const answer = { exitCode: 1, stderr: 'date: cannot set date: Operation not permitted' };
    const host = memoryHost({ commands: [date, clockless, { command: /^date --set/, answer }] });
    const given = { positional: ['14:05'], named: new Map() };
    await expect(
      callFunction(functionTable, 'system.set_system_time', given, host, specContext({}, host)),
    ).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('not permitted') });
  });
});

describe('what people call the machine', () => {
  const described = { '/etc/machine-info': 'CHASSIS=server\nPRETTY_HOSTNAME="Rack \\"3\\""\n' };
  specsOf({ machine: { hostname: 'web', files: described } }, [
    { call: 'system.get_computer_name', value: 'web' },
    { call: 'system.get_computer_desc', value: 'Rack "3"' },
    { call: 'system.set_computer_desc', positional: ['a\nCHASSIS=x'], refused: ['bad-arguments', /one line/] },
    { call: 'system.set_computer_name', positional: ['a b'], refused: ['bad-arguments', /no name of a host/] },
  ]);
  specsOf({}, [{ call: 'system.get_computer_desc', value: false }]);

  it('is kept, beside the other settings', async () => {
    const host = memoryHost({ files: described });
    const given = { positional: ['Web $1 \\ "x"'], named: new Map() };
    const set = () => callFunction(functionTable, 'system.set_computer_desc', given, host, specContext({}, host));
    await set();
    expect(host.text('/etc/machine-info')).toBe('CHASSIS=server\nPRETTY_HOSTNAME="Web \\$1 \\\\ \\"x\\""\n');
    host.forgetTouches();
    await set();
    expect(host.touches).toEqual([]);
    const got = await callFunction(
      functionTable,
      'system.get_computer_desc',
      { positional: [], named: new Map() },
      host,
      specContext({}, host),
    );
    expect(got.value).toBe('Web $1 \\ "x"');
  });
});
