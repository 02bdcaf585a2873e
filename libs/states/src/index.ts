export * from './definition.js';
export { applyPlan } from './apply-plan.js';
export { stateTable } from './table.js';
