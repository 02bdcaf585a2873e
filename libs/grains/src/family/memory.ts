import type { GrainFamily } from './family.js';
import { readText } from './family.js';

export const memory: GrainFamily = {
  name: 'memory',
  doc: 'Memory in MiB: mem_total, swap_total.',
  async collect(host) {
    // In kB; the kernel means KiB.
    const swap = /^SwapTotal:\s+(\d+) kB$/m.exec((await readText(host, '/proc/meminfo')) ?? '')?.[1];
    return {
      mem_total: Math.floor(host.machine.memory().total / 1024 ** 2),
      swap_total: swap === undefined ? undefined : Math.floor(Number(swap) / 1024),
    };
  },
};
