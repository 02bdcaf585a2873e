import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { queryNvidia, type Column } from './nvidia-smi.js';

const columns: readonly Column[] = [
  { query: 'gpu_uuid', name: 'gpu', kind: 'text' },
  { query: 'pid', name: 'pid', kind: 'number' },
  { query: 'process_name', name: 'name', kind: 'text' },
  { query: 'used_memory', name: 'memory', kind: 'number' },
];

export const processes = defineFunction({
  name: 'gpu.processes',
  doc: 'The processes that compute on graphics processors of NVIDIA: the uuid of the `gpu`, `pid`, `name`, and `memory` in MiB.',
  args: NoArgs,
  example: 'gpu.processes',
  looks: true,
  async run(host) {
    const rows = await queryNvidia(host, 'compute-apps', columns);
    return rows.map((row) => new Map(row.map((value, index): [Value, Value] => [columns[index]?.name ?? '', value])));
  },
});
