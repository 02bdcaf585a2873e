import type { FunctionDefinition } from '../definition.js';
import { compound } from './compound.js';
import { filterBy } from './filter-by.js';
import { glob } from './glob.js';
import { grain } from './grain.js';
import { grainPcre } from './grain-pcre.js';
import { ipcidr } from './ipcidr.js';
import { list } from './list.js';
import { pcre } from './pcre.js';
import { pillar } from './pillar.js';
import { pillarPcre } from './pillar-pcre.js';
import { searchBy } from './search-by.js';

export const matchFunctions: readonly FunctionDefinition[] = [
  compound,
  filterBy,
  glob,
  grain,
  grainPcre,
  ipcidr,
  list,
  pcre,
  pillar,
  pillarPcre,
  searchBy,
];
