import type { FunctionDefinition } from '../definition.js';
import { refreshGrains } from './refresh-grains.js';
import { refreshPillar } from './refresh-pillar.js';

export const saltutilFunctions: readonly FunctionDefinition[] = [refreshGrains, refreshPillar];
