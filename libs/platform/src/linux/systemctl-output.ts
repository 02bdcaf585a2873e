import type { ServiceStatus } from '../host.js';

/** What `status` asks `systemctl show` for. */
export const statusProperties = [
  'Id',
  'LoadState',
  'ActiveState',
  'SubState',
  'UnitFileState',
  'MainPID',
  'NRestarts',
  'NeedDaemonReload',
] as const;

/** One record for each unit, in the order in which they were asked for. Properties that repeat keep all their lines. */
export function parseShow(text: string): Record<string, string>[] {
  return text
    .split(/\n\n+/)
    .map((block) => {
      const properties: Record<string, string> = {};
      let last = '';
      for (const line of block.split('\n')) {
        const equals = line.indexOf('=');
        const key = equals > 0 && /^[A-Za-z][A-Za-z0-9]*$/.test(line.slice(0, equals)) ? line.slice(0, equals) : '';
        // A value with line breaks continues without a name.
        if (key === '' && last === '') continue;
        const value = key === '' ? line : line.slice(equals + 1);
        last = key || last;
        properties[last] = last in properties ? `${properties[last]}\n${value}` : value;
      }
      return properties;
    })
    .filter((properties) => Object.keys(properties).length > 0);
}

export function serviceStatus(name: string, properties: Readonly<Record<string, string>>): ServiceStatus {
  const state = properties.ActiveState ?? 'inactive';
  const unitFileState = properties.UnitFileState ?? '';
  const masked = properties.LoadState === 'masked' || unitFileState.startsWith('masked');
  return {
    name,
    // A unit whose file was deleted while it runs is still one to stop.
    known: (properties.LoadState ?? 'not-found') !== 'not-found' || !['inactive', 'failed'].includes(state),
    active: state === 'active' || state === 'reloading' || state === 'refreshing',
    state,
    subState: properties.SubState ?? 'dead',
    unitFileState,
    enabled: unitFileState === 'enabled' || unitFileState === 'enabled-runtime',
    masked,
    mainPid: Number(properties.MainPID ?? 0),
    restarts: Number(properties.NRestarts ?? 0),
    needsReload: properties.NeedDaemonReload === 'yes',
  };
}

/** Unit and second column (LOAD of `list-units`, STATE of `list-unit-files`) of a listing without legend. */
export function parseListing(text: string): { unit: string; state: string }[] {
  return text.split('\n').flatMap((line) => {
    // Failed and missing units carry a dot in front, even where the output is plain.
    const [unit, state] = line.replace(/^[●○×*↻]?\s*/, '').split(/\s+/);
    return unit && state ? [{ unit, state }] : [];
  });
}
