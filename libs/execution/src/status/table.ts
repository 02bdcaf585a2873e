import type { FunctionDefinition } from '../definition.js';
import { allStatus } from './all-status.js';
import { cpuinfo } from './cpuinfo.js';
import { cpustats } from './cpustats.js';
import { diskstats } from './diskstats.js';
import { diskusage } from './diskusage.js';
import { loadavg } from './loadavg.js';
import { meminfo } from './meminfo.js';
import { netdev } from './netdev.js';
import { netstats } from './netstats.js';
import { nproc } from './nproc.js';
import { pid } from './pid.js';
import { procs } from './procs.js';
import { time } from './time.js';
import { uptime } from './uptime.js';
import { version } from './version.js';
import { vmstats } from './vmstats.js';
import { w } from './w.js';
import { pingMaster } from './ping-master.js';

export const statusFunctions: readonly FunctionDefinition[] = [
  allStatus,
  cpuinfo,
  cpustats,
  diskstats,
  diskusage,
  loadavg,
  meminfo,
  netdev,
  netstats,
  nproc,
  pid,
  procs,
  time,
  uptime,
  version,
  vmstats,
  w,
  pingMaster,
];
