export * from './definition.js';
export type * from './daemon.js';
export { phaseLine, type Phase, type PhaseEnd, type PhaseWord } from './phase.js';
export { callFunction, callNow, usage } from './call-function.js';
export { functionTable } from './table.js';
export { cacheFolder } from './cp/cache.js';
export { readGrainsFile, type ReadGrains } from './grains/grains-file.js';
export { readScheduleEntry, type ScheduleEntry } from './schedule/entry.js';
