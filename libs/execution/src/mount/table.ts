import type { FunctionDefinition } from '../definition.js';
import { active } from './active.js';
import { fstab } from './fstab.js';
import { isFuseExec } from './is-fuse-exec.js';
import { isMounted } from './is-mounted.js';
import { mount } from './mount.js';
import { remount } from './remount.js';
import { rmFstab } from './rm-fstab.js';
import { setFstab } from './set-fstab.js';
import { swapoff } from './swapoff.js';
import { swapon } from './swapon.js';
import { swaps } from './swaps.js';
import { umount } from './umount.js';

export const mountFunctions: readonly FunctionDefinition[] = [
  active,
  fstab,
  isFuseExec,
  isMounted,
  mount,
  remount,
  rmFstab,
  setFstab,
  swapoff,
  swapon,
  swaps,
  umount,
];
