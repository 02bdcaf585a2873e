import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { queryNvidia, type Column } from './nvidia-smi.js';

/** Those that every driver of the last ten years knows: one unknown name, and nvidia-smi tells nothing at all. */
const columns: readonly Column[] = [
  { query: 'index', name: 'index', kind: 'number' },
  { query: 'name', name: 'name', kind: 'text' },
  { query: 'uuid', name: 'uuid', kind: 'text' },
  { query: 'pci.bus_id', name: 'bus', kind: 'text' },
  { query: 'driver_version', name: 'driver', kind: 'text' },
  { query: 'memory.total', name: 'memory_total', kind: 'number' },
  { query: 'memory.used', name: 'memory_used', kind: 'number' },
  { query: 'memory.free', name: 'memory_free', kind: 'number' },
  { query: 'temperature.gpu', name: 'temperature', kind: 'number' },
  { query: 'utilization.gpu', name: 'utilization', kind: 'number' },
  { query: 'utilization.memory', name: 'memory_utilization', kind: 'number' },
  { query: 'power.draw', name: 'power', kind: 'number' },
  { query: 'power.limit', name: 'power_limit', kind: 'number' },
  { query: 'fan.speed', name: 'fan', kind: 'number' },
  { query: 'pstate', name: 'state', kind: 'text' },
];

export const devices = defineFunction({
  name: 'gpu.devices',
  doc: 'The graphics processors of NVIDIA: memory in MiB, temperature in °C, utilization and fan in percent, power in W; nothing where a card does not tell.',
  args: NoArgs,
  example: 'gpu.devices',
  looks: true,
  async run(host) {
    const rows = await queryNvidia(host, 'gpu', columns);
    return rows.map((row) => new Map(row.map((value, index): [Value, Value] => [columns[index]?.name ?? '', value])));
  },
});
