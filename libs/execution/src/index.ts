export * from './definition.js';
export { callFunction, callNow, usage } from './call-function.js';
export { functionTable } from './table.js';
export { cacheFolder } from './cp/cache.js';
