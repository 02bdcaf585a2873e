import { unitName, type HostView } from '@fleet/platform';
import { fromPlain, type Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';
import { unitsOf } from '../service/units.js';

/** `backup` is `backup.timer`. @throws FunctionRefused where the name is of another kind of unit */
export function timerName(name: string): string {
  const full = name.endsWith('.timer') ? name : `${name.replace(/\.service$/, '')}.timer`;
  if (unitName(full) !== full) throw new FunctionRefused('bad-arguments', `${name} is not the name of a timer`);
  return full;
}

const properties = [
  'Unit',
  'Description',
  'ActiveState',
  'UnitFileState',
  'NextElapseUSecRealtime',
  'NextElapseUSecMonotonic',
  'LastTriggerUSec',
  'Result',
  'Persistent',
  'TimersCalendar',
  'TimersMonotonic',
];

/** What systemd knows of timers: when each elapses next and elapsed last, as systemd writes times; an empty text is never. */
export async function showTimers(host: HostView, name: string): Promise<Map<string, Value>> {
  const units = (await unitsOf(host.services, timerName(name))).filter((unit) => unit.endsWith('.timer'));
  const shown = await Promise.all(units.map((unit) => host.services.show(unit, properties)));
  return new Map(
    units.map((unit, index) => {
      const own = shown[index] ?? {};
      const when = `${own.TimersCalendar ?? ''}\n${own.TimersMonotonic ?? ''}`.matchAll(/\{ (On\w+)=(.*?) ;/g);
      return [
        unit,
        fromPlain({
          unit: own.Unit ?? '',
          description: own.Description ?? '',
          active: own.ActiveState === 'active',
          enabled: own.UnitFileState === 'enabled',
          next: own.NextElapseUSecRealtime || monotonic(own.NextElapseUSecMonotonic),
          last: own.LastTriggerUSec ?? '',
          result: own.Result ?? '',
          persistent: own.Persistent === 'yes',
          // As a unit file writes it; systemd shows OnBootUSec.
          when: [...when].map(([, kind = '', value]) => `${kind.replace(/USec$/, 'Sec')}=${value}`),
        }),
      ];
    }),
  );
}

/** Since boot; systemd says infinity where there is none. */
function monotonic(text: string | undefined): string {
  return text === undefined || text === '' || text === 'infinity' || text === '0' ? '' : `${text} after boot`;
}
