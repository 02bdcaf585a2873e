import { describe, expect, it } from '@jest/globals';
import { memoryHost, type Host } from '@fleet/platform';
import { toPlain } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const text = '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n';
const units = { 'backup.timer': { text, active: true, enabled: true }, 'other.timer': { text }, 'backup.service': {} };

/** `systemctl show` of two timers on a Debian 12. */
const shown: Record<string, Record<string, string>> = {
  'systemd-tmpfiles-clean.timer': {
    Unit: 'systemd-tmpfiles-clean.service',
    TimersMonotonic:
      '{ OnUnitActiveUSec=1d ; next_elapse=1d 6h 47min 46.481880s }\n{ OnBootUSec=15min ; next_elapse=6h 47min 13.255214s }',
    NextElapseUSecRealtime: '',
    NextElapseUSecMonotonic: '1d 6h 47min 46.481880s',
    LastTriggerUSec: 'Sat 2026-11-21 11:34:10 UTC',
    Result: 'success',
    Persistent: 'no',
    Description: 'Daily Cleanup of Temporary Directories',
    ActiveState: 'active',
    UnitFileState: 'static',
  },
  'apt-daily.timer': {
    Unit: 'apt-daily.service',
    TimersCalendar: '{ OnCalendar=*-*-* 06,18:00:00 ; next_elapse=Sun 2026-11-22 06:00:00 UTC }',
    NextElapseUSecRealtime: 'Sun 2026-11-22 06:00:00 UTC',
    NextElapseUSecMonotonic: 'infinity',
    LastTriggerUSec: '',
    Result: 'success',
    Persistent: 'yes',
    Description: 'Daily apt download activities',
    ActiveState: 'inactive',
    UnitFileState: 'enabled',
  },
};

describe('timer', () => {
  specsOf({ machine: { units } }, [
    { call: 'timer.stop', positional: ['backup'], value: true },
    { call: 'timer.start', positional: ['*'], value: { 'backup.timer': true, 'other.timer': true } },
    {
      call: 'timer.start',
      positional: ['bakcup'],
      refused: ['not-found', /bakcup\.timer; did you mean backup\.timer\?/],
    },
    { call: 'timer.show', positional: ['*'], refused: ['bad-arguments', /several timers/] },
  ]);
  specsOf({ machine: {} }, [
    { call: 'timer.list', value: {} },
    { call: 'timer.list', positional: ['x*'], refused: ['not-found', /no unit matches x\*\.timer/] },
  ]);

  it('tells when each elapses, as systemd knows it', async () => {
    const host = memoryHost();
    const services = Object.assign(Object.create(host.services) as Host['services'], {
      find: async () => Object.keys(shown),
      show: async (name: string) => shown[name],
    });
    const own = { ...host, services };
    const given = { positional: [], named: new Map() };
    const { value } = await callFunction(functionTable, 'timer.list', given, own, specContext({}, own));
    expect(structuredClone(toPlain(value))).toEqual({
      'systemd-tmpfiles-clean.timer': {
        unit: 'systemd-tmpfiles-clean.service',
        description: 'Daily Cleanup of Temporary Directories',
        active: true,
        enabled: false,
        next: '1d 6h 47min 46.481880s after boot',
        last: 'Sat 2026-11-21 11:34:10 UTC',
        result: 'success',
        persistent: false,
        when: ['OnUnitActiveSec=1d', 'OnBootSec=15min'],
      },
      'apt-daily.timer': {
        unit: 'apt-daily.service',
        description: 'Daily apt download activities',
        active: false,
        enabled: true,
        next: 'Sun 2026-11-22 06:00:00 UTC',
        last: '',
        result: 'success',
        persistent: true,
        when: ['OnCalendar=*-*-* 06,18:00:00'],
      },
    });
  });
});
