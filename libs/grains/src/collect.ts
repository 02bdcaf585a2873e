import { createHash } from 'node:crypto';
import { HostRefusal, type HostView } from '@fleet/platform';
import { fromPlain, mergeRecursive, type Value, type ValueMap } from '@fleet/values';
import { grainFamilies } from './families.js';
import type { GrainFamily } from './family/family.js';

export interface GrainOptions {
  /** The minion's id. */
  readonly id: string;
  /** Version of this fleet. */
  readonly version: string;
  /** Grains of the minion's configuration (`grains:`): they win over collected ones, mapping by mapping. */
  readonly configured?: ValueMap;
  /** Where the minion finds its master. */
  readonly master?: string;
}

/**
 * The facts of a machine by Salt's names and shapes, sorted by name. A family that the machine refuses to answer leaves its grains
 * out, so that one unreadable file does not take a minion off the air.
 */
export async function collectGrains(host: HostView, options: GrainOptions): Promise<ValueMap> {
  const collected = await Promise.all(grainFamilies.map((family) => collectFamily(family, host)));
  const grains = new Map<Value, Value>(collected.flat());
  grains.set('id', options.id);
  grains.set('server_id', serverId(options.id));
  grains.set('fleetversion', options.version);
  grains.set(
    'fleetversioninfo',
    options.version.split(/[.+-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  );
  if (options.master !== undefined) grains.set('master', options.master);
  const merged = mergeRecursive(grains, options.configured ?? new Map()) as ValueMap;
  // Who a minion is does not come from a list of custom grains: targets and pillar go by it.
  merged.set('id', options.id);
  return new Map([...merged].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/** A number that is always the same for an id, as Salt makes it: for settings of databases that want one. */
function serverId(id: string): number {
  const digest = createHash('sha256').update(id).digest();
  return digest.readUInt32BE(28) & 0x7fffffff;
}

async function collectFamily(family: GrainFamily, host: HostView): Promise<[string, Value][]> {
  try {
    const grains = Object.entries(await family.collect(host));
    return grains.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, fromPlain(value)] as [string, Value]],
    );
  } catch (error) {
    if (error instanceof HostRefusal) return [];
    throw error;
  }
}
