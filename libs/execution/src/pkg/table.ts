import type { FunctionDefinition } from '../definition.js';
import { latestVersion } from './latest-version.js';
import { listPkgs } from './list-pkgs.js';
import { upgradeAvailable } from './upgrade-available.js';
import { version } from './version.js';
import { versionCmp } from './version-cmp.js';

export const pkgFunctions: readonly FunctionDefinition[] = [
  latestVersion,
  listPkgs,
  upgradeAvailable,
  version,
  versionCmp,
];
