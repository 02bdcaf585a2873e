import type { StateDefinition } from '../definition.js';
import { held } from './held.js';
import { installed } from './installed.js';
import { latest } from './latest.js';
import { purged } from './purged.js';
import { removed } from './removed.js';
import { unheld } from './unheld.js';
import { uptodate } from './uptodate.js';

export const pkgStates: readonly StateDefinition[] = [held, installed, latest, purged, removed, unheld, uptodate];
