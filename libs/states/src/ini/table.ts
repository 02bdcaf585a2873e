import type { StateDefinition } from '../definition.js';
import { optionsAbsent } from './options-absent.js';
import { optionsPresent } from './options-present.js';
import { sectionsAbsent } from './sections-absent.js';
import { sectionsPresent } from './sections-present.js';

export const iniStates: readonly StateDefinition[] = [optionsAbsent, optionsPresent, sectionsAbsent, sectionsPresent];
