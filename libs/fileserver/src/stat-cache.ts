import type { BigIntStats } from 'node:fs';

/**
 * Remembers the hash of a file for as long as its stat stays the same, so that a rescan of an unchanged tree reads no file.
 * Keyed by device and inode: the name does not matter.
 */
export class StatCache {
  private readonly known = new Map<string, { readonly stamp: string; readonly sha256: string }>();

  get(stat: BigIntStats): string | undefined {
    const found = this.known.get(identity(stat));
    return found?.stamp === stamp(stat) ? found.sha256 : undefined;
  }

  /**
   * `hashedAt` is when reading began (milliseconds since the epoch). A file changed just before is not remembered: a second change within
   * one tick of the file system's clock would leave the same stat behind.
   */
  set(stat: BigIntStats, sha256: string, hashedAt: number): void {
    if (Number(stat.ctimeNs / 1_000_000n) > hashedAt - clockTick) {
      this.known.delete(identity(stat));
      return;
    }
    this.known.set(identity(stat), { stamp: stamp(stat), sha256 });
  }

  get size(): number {
    return this.known.size;
  }

  /** Forgets what is in none of `stats`' files any more; called after a scan that saw everything. */
  retain(stats: Iterable<BigIntStats>): void {
    const alive = new Set<string>();
    for (const stat of stats) alive.add(identity(stat));
    for (const key of this.known.keys()) if (!alive.has(key)) this.known.delete(key);
  }
}

/** Milliseconds; kernels stamp files with the time of their last timer tick, 1 to 10 ms ago. */
const clockTick = 30;

function identity(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}`;
}

function stamp(stat: BigIntStats): string {
  return `${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
}
