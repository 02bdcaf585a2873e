import type { StateDefinition } from '../definition.js';
import { timer } from './timer.js';
import { timerAbsent } from './timer-absent.js';
import { unit } from './unit.js';
import { unitAbsent } from './unit-absent.js';

export const systemdStates: readonly StateDefinition[] = [timer, timerAbsent, unit, unitAbsent];
