import type { HostView } from '@fleet/platform';
import { processesOf, residentBytes, type ListeningPorts } from './processes.js';

export interface UnitState {
  readonly unit: string;
  /** `running`, `failed`, `restarting`, `stopped`, `missing` where there is no such unit, or what systemd calls it. */
  readonly state: string;
  /** When it became so; UTC. */
  readonly since: string | null;
  /** By systemd, since it was started by somebody. */
  readonly restarts: number;
  /** Bytes. */
  readonly memory: number | null;
  /** Seconds of processors since it was started. */
  readonly cpu_seconds: number | null;
  /** TCP ports at which its processes listen. */
  readonly ports: readonly number[];
  readonly enabled: boolean;
}

const properties = [
  'LoadState',
  'ActiveState',
  'SubState',
  'UnitFileState',
  'NRestarts',
  'ActiveEnterTimestampMonotonic',
  'InactiveEnterTimestampMonotonic',
  'StateChangeTimestampMonotonic',
  'MemoryCurrent',
  'CPUUsageNSec',
  'ControlGroup',
];

type Shown = Readonly<Record<string, string>>;

export async function unitStates(
  host: HostView,
  units: readonly string[],
  ports: ListeningPorts,
): Promise<UnitState[]> {
  if (units.length === 0) return [];
  const shown = await host.services.showOf(units, properties);
  // Moments by the clock of systemd, which nobody sets, are of this boot.
  const boot = Date.now() - host.machine.uptime() * 1000;
  return Promise.all(units.map((unit, index) => stateOf(host, unit, shown[index] ?? {}, boot, ports)));
}

async function stateOf(
  host: HostView,
  unit: string,
  shown: Shown,
  boot: number,
  ports: ListeningPorts,
): Promise<UnitState> {
  const pids = await processesOf(host, shown['ControlGroup'] ?? '');
  const memory = numberOf(shown['MemoryCurrent']) ?? (pids.length > 0 ? await residentBytes(host, pids) : null);
  const nanoseconds = numberOf(shown['CPUUsageNSec']);
  return {
    unit,
    state: nameOf(shown),
    since: sinceOf(shown, boot),
    restarts: numberOf(shown['NRestarts']) ?? 0,
    memory,
    cpu_seconds: nanoseconds === null ? null : Math.round(nanoseconds / 1e7) / 100,
    ports: await ports.of(pids),
    enabled: /^enabled/.test(shown['UnitFileState'] ?? ''),
  };
}

function nameOf(shown: Shown): string {
  const { ActiveState: active = 'inactive', SubState: sub = 'dead', LoadState: load = 'not-found' } = shown;
  if (load === 'not-found' && active === 'inactive') return 'missing';
  if (load === 'masked') return 'masked';
  if (active === 'activating' && sub === 'auto-restart') return 'restarting';
  if (active === 'inactive') return 'stopped';
  return active === 'active' ? sub : active;
}

function sinceOf(shown: Shown, boot: number): string | null {
  const active = shown['ActiveState'] === 'active';
  const name = active ? 'ActiveEnterTimestampMonotonic' : 'InactiveEnterTimestampMonotonic';
  const microseconds = numberOf(shown[name]) || numberOf(shown['StateChangeTimestampMonotonic']);
  return microseconds ? new Date(boot + microseconds / 1000).toISOString() : null;
}

/** systemd writes `[not set]`, or the largest number, where it does not count. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^\d+$/.test(text)) return null;
  return Number(text) < 2 ** 63 ? Number(text) : null;
}
