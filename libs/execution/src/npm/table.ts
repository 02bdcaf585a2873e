import type { FunctionDefinition } from '../definition.js';
import { install } from './install.js';
import { list } from './list.js';
import { uninstall } from './uninstall.js';
import { version } from './version.js';
import { wouldInstall } from './would-install.js';

export const npmFunctions: readonly FunctionDefinition[] = [install, list, uninstall, version, wouldInstall];
