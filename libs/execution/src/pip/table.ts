import type { FunctionDefinition } from '../definition.js';
import { freeze } from './freeze.js';
import { install } from './install.js';
import { isInstalled } from './is-installed.js';
import { list } from './list.js';
import { listUpgrades } from './list-upgrades.js';
import { uninstall } from './uninstall.js';
import { version } from './version.js';
import { wouldInstall } from './would-install.js';

export const pipFunctions: readonly FunctionDefinition[] = [
  freeze,
  install,
  isInstalled,
  list,
  listUpgrades,
  uninstall,
  version,
  wouldInstall,
];
