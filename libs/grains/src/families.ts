import { cpu } from './family/cpu.js';
import type { GrainFamily } from './family/family.js';
import { disks } from './family/disks.js';
import { firmware } from './family/firmware.js';
import { gateway } from './family/gateway.js';
import { gpu } from './family/gpu.js';
import { identity } from './family/identity.js';
import { kernel } from './family/kernel.js';
import { locale } from './family/locale.js';
import { memory } from './family/memory.js';
import { names } from './family/names.js';
import { network } from './family/network.js';
import { os } from './family/os.js';
import { salt } from './family/salt.js';
import { selinux } from './family/selinux.js';
import { systemd } from './family/systemd.js';
import { virtual } from './family/virtual.js';

/** Every family, in the order in which their grains are shown before they are sorted; no grain is in two of them. */
export const grainFamilies: readonly GrainFamily[] = [
  os,
  kernel,
  cpu,
  memory,
  names,
  network,
  gateway,
  virtual,
  gpu,
  firmware,
  disks,
  systemd,
  selinux,
  identity,
  locale,
  salt,
];
