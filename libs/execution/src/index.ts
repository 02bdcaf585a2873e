export * from './definition.js';
export { callFunction, usage } from './call-function.js';
export { functionTable } from './table.js';
