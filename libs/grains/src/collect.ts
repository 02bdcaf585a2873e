import type { HostView } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';

export interface GrainOptions {
  /** The minion's id. */
  readonly id: string;
  /** Version of this fleet. */
  readonly version: string;
  /** Configured grains (`grains:` of the minion's configuration): they win over collected ones, mapping by mapping. */
  readonly configured?: ValueMap;
  /** Where the minion finds its master; the grain `master`. */
  readonly master?: string;
}

/** The facts of a machine, by Salt's names and shapes. A family that fails leaves its grains out; it never fails the whole. */
export async function collectGrains(_host: HostView, _options: GrainOptions): Promise<ValueMap> {
  throw new Error('not built yet');
}
