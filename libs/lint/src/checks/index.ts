import type { FleetCheck, MinionCheck } from './check.js';
import { checkEnvironmentFiles } from './environment-files.js';
import { checkAssignments, checkLineBreaks, checkRepeatedValues } from './instances.js';
import { checkManagedTwice } from './managed-twice.js';
import { checkPorts, checkUnique } from './ports.js';
import { checkRegistries } from './registries.js';
import { checkSameKey } from './same-key.js';
import { checkSecretsByGrains } from './secrets-by-grains.js';
import { checkSourceFiles } from './source-files.js';
import { checkTopFiles } from './top-files.js';
import { checkTemplateUnits, checkUnits } from './units.js';
import { checkTopNames } from './top-names.js';
import { checkUnusedFiles, checkUnusedPillar, checkUnusedSls } from './unused.js';

export const minionChecks: readonly MinionCheck[] = [
  checkEnvironmentFiles,
  checkPorts,
  checkUnique,
  checkUnits,
  checkTemplateUnits,
  checkManagedTwice,
];

export const fleetChecks: readonly FleetCheck[] = [
  checkTopFiles,
  checkTopNames,
  checkAssignments,
  checkRepeatedValues,
  checkLineBreaks,
  checkSameKey,
  checkSecretsByGrains,
  checkRegistries,
  checkSourceFiles,
  checkUnusedSls,
  checkUnusedPillar,
  checkUnusedFiles,
];
