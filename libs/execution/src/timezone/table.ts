import type { FunctionDefinition } from '../definition.js';
import { getHwclock } from './get-hwclock.js';
import { getOffset } from './get-offset.js';
import { getZone } from './get-zone.js';
import { getZonecode } from './get-zonecode.js';
import { list } from './list.js';
import { setZone } from './set-zone.js';
import { zoneCompare } from './zone-compare.js';

export const timezoneFunctions: readonly FunctionDefinition[] = [
  getHwclock,
  getOffset,
  getZone,
  getZonecode,
  list,
  setZone,
  zoneCompare,
];
