export { collectGrains, type GrainOptions } from './collect.js';
export { grainFamilies } from './families.js';
export type { GrainFamily } from './family/family.js';
