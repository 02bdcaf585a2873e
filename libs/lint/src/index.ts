export { checkTable, type Check, type LintCode } from './check-table.js';
export type { LintInput, LintMinion } from './fleet.js';
export type { Choice } from './ignore.js';
export { lintFleet, type LintResult } from './lint-fleet.js';
export { checkExamples, type CheckExample } from './check-examples.js';
export { runLintOrder } from './lint-order.js';
