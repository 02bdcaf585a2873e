import type { MintedLifetimes } from '@fleet/bus';
import type { MasterConfig } from '@fleet/config';

/** For how long credentials are good that are handed out by this configuration. */
export function mintedLifetimes({
  credentialLifetime,
  operatorLifetime,
}: Pick<MasterConfig, 'credentialLifetime' | 'operatorLifetime'>): MintedLifetimes {
  return { minion: credentialLifetime, operator: operatorLifetime };
}
