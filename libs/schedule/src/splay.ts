import { createHash } from 'node:crypto';

/**
 * By how much a run is late: always the same for the same run, so that whoever is restarted while it waits neither begins it at once nor
 * draws again. Milliseconds below `most`.
 */
export function splayOf(name: string, fire: number, most: number): number {
  if (most <= 0) return 0;
  const drawn = createHash('sha256').update(`${name}\0${fire}`).digest().readUInt32BE(0);
  return Math.floor((drawn / 2 ** 32) * most);
}
