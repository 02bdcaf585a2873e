import type { StateDefinition } from '../definition.js';
import { fstabAbsent } from './fstab-absent.js';
import { fstabPresent } from './fstab-present.js';
import { mounted } from './mounted.js';
import { swap } from './swap.js';
import { unmounted } from './unmounted.js';

export const mountStates: readonly StateDefinition[] = [fstabAbsent, fstabPresent, mounted, swap, unmounted];
