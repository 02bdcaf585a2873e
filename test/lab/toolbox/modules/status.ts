import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const anything = expect.any(Object) as unknown;

export const toolbox: ToolboxModule = {
  module: 'status',
  functions: [
    {
      call: ['status.loadavg'],
      value: { '1-min': expect.any(Number), '5-min': expect.any(Number), '15-min': expect.any(Number) },
    },
    {
      call: ['status.meminfo'],
      value: expect.objectContaining({ MemTotal: { value: expect.any(String), unit: 'kB' } }),
    },
    { call: ['status.cpuinfo'], value: expect.objectContaining({ processor: expect.any(String) }) },
    { call: ['status.cpustats'], value: expect.objectContaining({ cpu: anything, btime: expect.any(Number) }) },
    { call: ['status.diskstats'], value: anything },
    { call: ['status.diskusage', '/'], value: { '/': { total: expect.any(Number), available: expect.any(Number) } } },
    { call: ['status.vmstats'], value: expect.objectContaining({ pgfault: expect.anything() }) },
    { call: ['status.nproc'], value: expect.any(Number) },
    { call: ['status.netstats'], value: expect.objectContaining({ TcpExt: anything }) },
    { call: ['status.netdev'], value: expect.objectContaining({ lo: expect.objectContaining({ iface: 'lo' }) }) },
    {
      call: ['status.procs'],
      value: expect.objectContaining({ '1': { user: 'root', cmd: expect.stringMatching(/systemd|init/) } }),
    },
    { call: ['status.pid', 'systemd-journald'], value: expect.stringMatching(/^\d+$/) },
    { call: ['status.pid', 'no such process'], value: '' },
    { call: ['status.uptime'], value: expect.objectContaining({ seconds: expect.any(Number), users: 0 }) },
    { call: ['status.w'], value: [] },
    { call: ['status.version'], value: expect.stringMatching(/^Linux version /) },
    { call: ['status.time', '%Y'], value: expect.stringMatching(/^20\d\d$/) },
    { call: ['status.all_status'], value: expect.objectContaining({ uptime: anything, loadavg: anything, w: [] }) },
  ],
  skipped: {
    'status.ping_master': 'proved in minion-services.lab.spec.ts: it needs a master',
  },
};
