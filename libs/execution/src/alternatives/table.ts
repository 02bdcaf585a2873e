import type { FunctionDefinition } from '../definition.js';
import { auto } from './auto.js';
import { checkExists } from './check-exists.js';
import { checkInstalled } from './check-installed.js';
import { display } from './display.js';
import { install } from './install.js';
import { remove } from './remove.js';
import { set } from './set.js';
import { showCurrent } from './show-current.js';
import { showLink } from './show-link.js';

export const alternativesFunctions: readonly FunctionDefinition[] = [
  auto,
  checkExists,
  checkInstalled,
  display,
  install,
  remove,
  set,
  showCurrent,
  showLink,
];
