import type { StateDefinition } from '../definition.js';
import { defaultPolicy } from './default-policy.js';
import { disabled } from './disabled.js';
import { enabled } from './enabled.js';
import { logging } from './logging.js';
import { rule } from './rule.js';
import { ruleAbsent } from './rule-absent.js';

export const ufwStates: readonly StateDefinition[] = [defaultPolicy, disabled, enabled, logging, rule, ruleAbsent];
