import type { Outcome } from '@fleet/diagnostics';
import type { MasterConfig, MinionConfig } from './definition.js';

export { directories, type Directories } from './directories.js';
export {
  logLevels,
  pillarStrategies,
  type ApprovalSettings,
  type ArgumentPattern,
  type FunctionGlobs,
  type FunctionRule,
  type FunctionRules,
  type BackupSettings,
  type EventSettings,
  type SinkSettings,
  type LogLevel,
  type AutosignRule,
  type MasterConfig,
  type MasterTls,
  type MinionConfig,
  type OperatorProfile,
  type PillarSettings,
  type PatternMap,
  type PillarStrategy,
  type RoleSettings,
  type ScheduledJob,
} from './definition.js';
export { duration } from './duration.js';
export { masterSettings, minionSettings, type Setting } from './settings.js';
export { ProfileUnusable, loadProfile, saveProfile } from './profile.js';

// YAML and class-validator cost fleetctl more than its whole start-up, so they are read only by those who load such files.

/** The configuration of the master under `root`, or everything that is wrong with it. A missing file is the default configuration. */
export async function loadMasterConfig(root = '/'): Promise<Outcome<MasterConfig>> {
  return (await import('./master-config.js')).loadMasterConfig(root);
}

/** The same for a minion. */
export async function loadMinionConfig(root = '/'): Promise<Outcome<MinionConfig>> {
  return (await import('./minion-config.js')).loadMinionConfig(root);
}
