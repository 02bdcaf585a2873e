import type { FunctionDefinition } from '../definition.js';
import { install } from './install.js';
import { list } from './list.js';
import { uninstall } from './uninstall.js';
import { upgrade } from './upgrade.js';
import { version } from './version.js';

export const pipxFunctions: readonly FunctionDefinition[] = [install, list, uninstall, upgrade, version];
