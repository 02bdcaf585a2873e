import type { Outcome } from '@fleet/diagnostics';
import type { MasterConfig } from './definition.js';

export async function loadMasterConfig(root: string): Promise<Outcome<MasterConfig>> {
  throw new Error(`not yet: ${root}`);
}
