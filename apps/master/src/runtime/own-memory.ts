import { totalmem } from 'node:os';

/** Bytes of memory that the machine has, or the unit or container that we run in. */
export function ownMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
