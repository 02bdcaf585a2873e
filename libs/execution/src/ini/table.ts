import type { FunctionDefinition } from '../definition.js';
import { getIni } from './get-ini.js';
import { getOption } from './get-option.js';
import { getSection } from './get-section.js';
import { removeOption } from './remove-option.js';
import { removeSection } from './remove-section.js';
import { setOption } from './set-option.js';

export const iniFunctions: readonly FunctionDefinition[] = [
  getIni,
  getOption,
  getSection,
  removeOption,
  removeSection,
  setOption,
];
