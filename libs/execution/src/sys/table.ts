import type { FunctionDefinition } from '../definition.js';
import { argspec } from './argspec.js';
import { doc } from './doc.js';
import { listFunctions } from './list-functions.js';
import { listModules } from './list-modules.js';
import { listStateFunctions } from './list-state-functions.js';
import { listStateModules } from './list-state-modules.js';
import { stateArgspec } from './state-argspec.js';
import { stateDoc } from './state-doc.js';

export const sysFunctions: readonly FunctionDefinition[] = [
  argspec,
  doc,
  listFunctions,
  listModules,
  listStateFunctions,
  listStateModules,
  stateArgspec,
  stateDoc,
];
