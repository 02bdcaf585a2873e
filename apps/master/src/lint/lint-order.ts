import type { Directories, MasterConfig, PillarSettings } from '@fleet/config';
import type { LintOrder } from '@fleet/protocol';
import { pillarKeyFile } from '../pillar/pillar-keys.js';

/** What lint looks at, as the master is configured. */
export function lintOrder(
  config: MasterConfig,
  places: Directories,
  version: string,
): Omit<LintOrder<PillarSettings>, 'minions' | 'only' | 'ignore'> {
  return {
    fileRoots: Object.fromEntries(config.fileRoots),
    pillarRoots: Object.fromEntries(config.pillarRoots),
    pillar: config.pillar,
    identityFiles: [pillarKeyFile(places), ...config.pillar.identities],
    nodegroups: Object.fromEntries(config.nodegroups),
    opts: config.opts,
    version,
  };
}
