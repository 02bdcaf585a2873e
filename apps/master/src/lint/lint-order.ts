import type { MasterConfig, PillarSettings } from '@fleet/config';
import type { LintOrder } from '@fleet/protocol';

/** What lint looks at, as the master is configured. */
export function lintOrder(
  config: MasterConfig,
  version: string,
): Omit<LintOrder<PillarSettings>, 'minions' | 'only' | 'ignore'> {
  return {
    fileRoots: Object.fromEntries(config.fileRoots),
    pillarRoots: Object.fromEntries(config.pillarRoots),
    pillar: config.pillar,
    nodegroups: Object.fromEntries(config.nodegroups),
    opts: config.opts,
    version,
  };
}
