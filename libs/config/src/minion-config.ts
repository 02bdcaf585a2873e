import type { Outcome } from '@fleet/diagnostics';
import type { MinionConfig } from './definition.js';

export async function loadMinionConfig(root: string): Promise<Outcome<MinionConfig>> {
  throw new Error(`not yet: ${root}`);
}
