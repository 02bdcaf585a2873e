import type { StateDefinition } from '../definition.js';
import { checkPillar } from './check-pillar.js';
import { configurableTestState } from './configurable-test-state.js';
import { failWithChanges } from './fail-with-changes.js';
import { failWithoutChanges } from './fail-without-changes.js';
import { nop } from './nop.js';
import { showNotification } from './show-notification.js';
import { succeedWithChanges } from './succeed-with-changes.js';
import { succeedWithoutChanges } from './succeed-without-changes.js';

export const testStates: readonly StateDefinition[] = [
  checkPillar,
  configurableTestState,
  failWithChanges,
  failWithoutChanges,
  nop,
  showNotification,
  succeedWithChanges,
  succeedWithoutChanges,
];
