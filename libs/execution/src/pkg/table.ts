import type { FunctionDefinition } from '../definition.js';
import { autoremove } from './autoremove.js';
import { availableVersion } from './available-version.js';
import { fileDict } from './file-dict.js';
import { fileList } from './file-list.js';
import { getSelections } from './get-selections.js';
import { hold } from './hold.js';
import { infoInstalled } from './info-installed.js';
import { install } from './install.js';
import { latestVersion } from './latest-version.js';
import { listHolds } from './list-holds.js';
import { listPkgs } from './list-pkgs.js';
import { listRepoPkgs } from './list-repo-pkgs.js';
import { listUpgrades } from './list-upgrades.js';
import { owner } from './owner.js';
import { purge } from './purge.js';
import { refreshDb } from './refresh-db.js';
import { remove } from './remove.js';
import { unhold } from './unhold.js';
import { upgrade } from './upgrade.js';
import { upgradeAvailable } from './upgrade-available.js';
import { version } from './version.js';
import { versionCmp } from './version-cmp.js';

export const pkgFunctions: readonly FunctionDefinition[] = [
  autoremove,
  availableVersion,
  fileDict,
  fileList,
  getSelections,
  hold,
  infoInstalled,
  install,
  latestVersion,
  listHolds,
  listPkgs,
  listRepoPkgs,
  listUpgrades,
  owner,
  purge,
  refreshDb,
  remove,
  unhold,
  upgrade,
  upgradeAvailable,
  version,
  versionCmp,
];
